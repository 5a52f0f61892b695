/** How name and colour look by day and by night, before they are saved. */
import { type ReactNode, useLayoutEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { tokensOf } from "../../shell/branding.ts";

interface PreviewProps {
  readonly name: string;
  /** Null for the program's own. */
  readonly colour: string | null;
}

/** Both themes beside each other. */
export function LookPreview({ name, colour }: PreviewProps): ReactNode {
  const t = useTranslations("web.branding");
  return (
    <fieldset className="grid gap-2">
      <legend className="field-label">{t("preview")}</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        {(["light", "dark"] as const).map((theme) => (
          <Sample key={theme} theme={theme} name={name} colour={colour} />
        ))}
      </div>
    </fieldset>
  );
}

function Sample({ theme, name, colour }: PreviewProps & { readonly theme: "light" | "dark" }): ReactNode {
  const t = useTranslations("web.branding");
  const shell = useTranslations("web.shell");
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const style = box.current?.style;
    if (style === undefined) return;
    style.setProperty("color-scheme", theme);
    for (const token of ["--accent", "--accent-strong", "--accent-soft", "--on-accent"]) style.removeProperty(token);
    for (const [token, value] of colour === null ? [] : tokensOf(colour)) style.setProperty(token, value);
  }, [theme, colour]);
  return (
    <div ref={box} className="look-sample grid gap-3 rounded border border-line p-4">
      <p className="text-tiny">{t(theme)}</p>
      <p className="truncate font-semibold">{name === "" ? shell("wordmark") : name}</p>
      <p className="look-sample-chosen rounded-small px-3 py-2">{t("sampleChosen")}</p>
      <p className="look-sample-link underline underline-offset-3">{t("sampleLink")}</p>
      <p className="look-sample-button justify-self-start rounded px-4 py-2 font-semibold">{t("sampleButton")}</p>
    </div>
  );
}
