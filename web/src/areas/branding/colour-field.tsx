/** A colour field with text and picker; shows the contrast and the nearest readable colour. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import {
  CONTRAST_MIN,
  isColour,
  readableColour,
  weakestContrast,
} from "../../../../src/service/tenancy/branding/colour.shared.ts";
import { TextField } from "../../parts/fields.tsx";

/** The default colour, which the picker shows when no colour is chosen. */
const OWN = "#2e3fa3";

interface ColourFieldProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (colour: string) => void;
}

/** The field with its picker. */
export function ColourField({ value, error, onChange }: ColourFieldProps): ReactNode {
  const t = useTranslations("web.branding");
  const locale = useLocale();
  const colour = value.trim().toLowerCase();
  const isWhole = isColour(colour);
  const contrast = isWhole ? weakestContrast(colour) : null;
  const shown = contrast === null ? "" : new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(contrast);
  return (
    <div className="grid gap-2">
      <div className="flex items-end gap-2">
        <div className="flex-1">
          <TextField
            name="colour"
            label={t("colour")}
            hint={t("colourHint")}
            error={error}
            maxLength={7}
            autoComplete="off"
            spellCheck={false}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        </div>
        <input
          type="color"
          className="h-11 w-14 rounded-small border border-line-strong bg-surface p-1"
          aria-label={t("pick")}
          value={isWhole ? colour : OWN}
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
      <div role="status">
        {contrast !== null && contrast >= CONTRAST_MIN ? (
          <p className="text-small text-soft">{t("readable", { contrast: shown })}</p>
        ) : null}
        {contrast !== null && contrast < CONTRAST_MIN ? (
          <Unreadable colour={colour} contrast={shown} onChange={onChange} />
        ) : null}
      </div>
    </div>
  );
}

function Unreadable({
  colour,
  contrast,
  onChange,
}: {
  readonly colour: string;
  readonly contrast: string;
  readonly onChange: (colour: string) => void;
}): ReactNode {
  const t = useTranslations("web.branding");
  const nearest = readableColour(colour);
  return (
    <div className="grid justify-items-start gap-2">
      <p className="text-small text-bad">{t("unreadable", { contrast })}</p>
      <button type="button" className="button button-small" onClick={() => onChange(nearest)}>
        <Swatch colour={nearest} />
        {t("nearest", { colour: nearest })}
      </button>
    </div>
  );
}

function Swatch({ colour }: { readonly colour: string }): ReactNode {
  return (
    <svg aria-hidden="true" width="16" height="16">
      <rect width="16" height="16" rx="3" fill={colour} />
    </svg>
  );
}
