/** The full screen of a link: a board only, without a session that could expire. */
import { type ReactNode, useEffect, useLayoutEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useSwitchLocale } from "../../shell/speech.tsx";
import { WallGrid } from "./wall-grid.tsx";
import { readLink } from "./wall-link.ts";
import { useWall, type WallState } from "./wall-stream.ts";

function useHash(): string {
  const [hash, setHash] = useState(() => window.location.hash);
  useLayoutEffect(() => {
    const changed = (): void => setHash(window.location.hash);
    window.addEventListener("hashchange", changed);
    return () => window.removeEventListener("hashchange", changed);
  }, []);
  return hash;
}

/** Prevents the device from dimming while the board is visible, where the browser supports it. */
function useAwake(): void {
  useEffect(() => {
    const keep = (): void => {
      if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => undefined);
    };
    keep();
    document.addEventListener("visibilitychange", keep);
    return () => document.removeEventListener("visibilitychange", keep);
  }, []);
}

/** The screen of `/layar`. The token stands behind the `#`, which browsers send to nobody. */
export function WallScreen(): ReactNode {
  const link = readLink(useHash());
  const locale = useLocale();
  const switchLocale = useSwitchLocale();
  const { theme, language } = link;
  useLayoutEffect(() => {
    if (theme !== null) document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  useEffect(() => {
    if (language !== null && language !== locale) switchLocale(language);
  }, [language, locale, switchLocale]);
  useAwake();
  return (
    <main id="content" className="wall-screen">
      {link.token === null ? <WallNotice state="over" /> : <Linked token={link.token} />}
    </main>
  );
}

function Linked({ token }: { readonly token: string }): ReactNode {
  const snapshot = useWall({ token });
  if (snapshot.state === "over" || snapshot.view === null) return <WallNotice state={snapshot.state} />;
  return <WallGrid heard={snapshot} action={<FullScreen />} />;
}

/** Shown while there is no board. */
function WallNotice({ state }: { readonly state: WallState }): ReactNode {
  const t = useTranslations("web.wallboards.screen");
  return (
    <div className="wall-notice" role="status">
      <h1 className="wall-word">{t(`${state}.title`)}</h1>
      <p>{t(`${state}.text`)}</p>
    </div>
  );
}

function FullScreen(): ReactNode {
  const t = useTranslations("web.wallboards.screen");
  const [isFull, setFull] = useState(false);
  useLayoutEffect(() => {
    const changed = (): void => setFull(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", changed);
    return () => document.removeEventListener("fullscreenchange", changed);
  }, []);
  if (isFull || !document.fullscreenEnabled) return null;
  const enter = (): void => void document.documentElement.requestFullscreen().catch(() => undefined);
  return (
    <button type="button" className="button button-small wall-act" onClick={enter}>
      {t("full-screen")}
    </button>
  );
}
