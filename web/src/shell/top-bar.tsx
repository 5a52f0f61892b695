/** The top bar: logo, language, theme and account. */
import { Link } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Session } from "../data/types.ts";
import { Icon, Mark } from "../parts/icons.tsx";
import type { Branding } from "./branding.ts";
import { TopNavigation } from "./navigation.tsx";
import type { Place } from "./place-catalogue.ts";
import { isHeldBack } from "./places.ts";
import { SearchButton } from "./search-button.tsx";
import { LOCALES, useSwitchLocale } from "./speech.tsx";
import { useTheme } from "./theme.ts";

/** Switches between the two languages. */
export function LanguageSwitch(): ReactNode {
  const t = useTranslations("web.shell");
  const locale = useLocale();
  const switchTo = useSwitchLocale();
  return (
    <div className="segments" role="group" aria-label={t("language")}>
      {LOCALES.map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          className="segment min-h-[30px] px-1.5 sm:px-2.5"
          aria-pressed={one === locale}
          onClick={() => switchTo(one)}
        >
          <span aria-hidden="true">{one.toUpperCase()}</span>
          <span className="sr-only">{t(`languageName.${one}`)}</span>
        </button>
      ))}
    </div>
  );
}

const AccountMenu = lazy(() => import("./account-menu.tsx").then((file) => ({ default: file.AccountMenu })));

const THEME_ICONS = { auto: "halfmoon", light: "sun", dark: "moon" } as const;

function ThemeSwitch(): ReactNode {
  const t = useTranslations("web.shell");
  const [theme, step] = useTheme();
  const label = t(`theme.${theme}`);
  return (
    <button type="button" className="button button-quiet px-1 sm:px-2" onClick={step} title={label} aria-label={label}>
      <Icon name={THEME_ICONS[theme]} />
    </button>
  );
}

/** The home link: to the public pages without a session, to the overview for signed-in users. */
function Wordmark({
  isVisitor,
  branding,
}: {
  readonly isVisitor: boolean;
  readonly branding: Branding | undefined;
}): ReactNode {
  const t = useTranslations("web.shell");
  const className = "flex min-w-0 items-center gap-2 rounded-small text-ink no-underline";
  const label = branding === undefined || branding.name === null ? t("toHome") : t("toHomeOf", { name: branding.name });
  const inside = (
    <>
      {branding?.logo ? (
        // The name stands beside the image or the link has a label, so the image needs no alternative text.
        <img
          className="h-8 w-auto max-w-[40vw] rounded-small bg-white p-0.5"
          src={`/api/service/branding/logo?v=${branding.logo.slice(0, 16)}`}
          alt=""
        />
      ) : (
        <Mark />
      )}
      <span className="truncate font-semibold sm:text-[1.1875rem] tracking-[-0.02em]">
        {branding?.name ?? t("wordmark")}
      </span>
    </>
  );
  if (isVisitor)
    return (
      <a href="/" className={className} aria-label={t("toHome")}>
        {inside}
      </a>
    );
  return (
    <Link to="/beranda" className={className} aria-label={label}>
      {inside}
    </Link>
  );
}

/** The top bar of every screen: logo, public pages, language, theme and account. */
export function TopBar({
  session,
  branding,
  places,
}: {
  readonly session: Session | undefined;
  /** The branding of the user's call centre; undefined where the default appearance applies. */
  readonly branding: Branding | undefined;
  /** The public pages, for users who are not signed in. */
  readonly places: readonly Place[];
}): ReactNode {
  const t = useTranslations("web.shell");
  const isVisitor = session === undefined || session.person === null;
  return (
    <header className="sticky top-0 z-30 border-b border-line bg-surface">
      <div className="flex h-[var(--bar)] items-center gap-1 px-3 sm:gap-3 sm:px-5">
        <Wordmark isVisitor={isVisitor} branding={branding} />
        {isVisitor ? <TopNavigation places={places} /> : null}
        <div className="ml-auto flex items-center gap-0.5 sm:gap-1">
          {isVisitor || isHeldBack(session) ? null : <SearchButton session={session} />}
          <LanguageSwitch />
          <ThemeSwitch />
          {session !== undefined && session.person !== null ? (
            <Suspense fallback={null}>
              <AccountMenu session={session} />
            </Suspense>
          ) : null}
          {session !== undefined && session.person === null ? (
            <Link to="/masuk" className="button button-main button-small px-2.5 sm:px-3">
              {t("logIn")}
            </Link>
          ) : null}
        </div>
      </div>
    </header>
  );
}
