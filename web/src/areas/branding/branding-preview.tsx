/** A preview of name and colour in the light and dark themes before they are saved. */
import { type ReactNode, useLayoutEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { paletteOf, type Shades } from "../../../../src/service/tenancy/branding/colour.shared.ts";

/** The default colours, and the background and text colours of each theme as in `look/tokens.css`: a sample shows its theme whatever the page uses. */
const OWN: Readonly<Record<"light" | "dark", Shades>> = {
  light: { accent: "#2e3fa3", strong: "#202d7c", soft: "#e9ebfa", on: "#ffffff" },
  dark: { accent: "#aab4ff", strong: "#c9d0ff", soft: "#272c52", on: "#14173a" },
};
const GROUND = { light: ["#ffffff", "#211f1b"], dark: ["#1c1e25", "#eceae5"] } as const;

interface PreviewProps {
  readonly name: string;
  /** Null for the default colour. */
  readonly colour: string | null;
}

/** Samples of both themes side by side. */
export function BrandingPreview({ name, colour }: PreviewProps): ReactNode {
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
    const { accent, strong, soft, on } = colour === null ? OWN[theme] : paletteOf(colour)[theme];
    const [surface, ink] = GROUND[theme];
    const values = { surface, ink, accent, "accent-strong": strong, "accent-soft": soft, "on-accent": on };
    for (const [token, value] of Object.entries(values)) style.setProperty(`--${token}`, value);
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
