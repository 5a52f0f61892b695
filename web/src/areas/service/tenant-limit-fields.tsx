/** Form fields for a call centre's limits and prices: concurrent calls, rupiah per month, recording storage, prices. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { TextField } from "../../parts/fields.tsx";
import type { SavedForm } from "../../parts/saved-form.tsx";
import type { TenantsAnswer } from "./service-data.ts";

type Tenant = TenantsAnswer["items"][number];

const PRICES = ["priceNational", "priceShort", "priceAbroad", "pricePremium"] as const;
const GIGABYTE = 1_000_000_000;
const CHANNELS_MAX = 10_000;
const RUPIAH_MAX = 1_000_000_000_000;
const GIGABYTES_MAX = 1_000_000;
const PRICE_MAX = 1_000_000;

/** The limits as typed. */
export type LimitTexts = Readonly<
  Record<"channelsMax" | "spendingMaxRupiah" | "storageMaxBytes" | (typeof PRICES)[number], string>
>;

/** The limits as the server expects them. */
type Limits = Pick<Tenant, keyof LimitTexts>;

/** The field texts for a call centre, or for a new one. */
export function limitTexts(tenant: Limits | null): LimitTexts {
  const bytes = tenant?.storageMaxBytes ?? null;
  return {
    channelsMax: String(tenant?.channelsMax ?? ""),
    spendingMaxRupiah: String(tenant?.spendingMaxRupiah ?? ""),
    storageMaxBytes: bytes === null ? "" : String(bytes / GIGABYTE),
    priceNational: String(tenant?.priceNational ?? 0),
    priceShort: String(tenant?.priceShort ?? 0),
    priceAbroad: String(tenant?.priceAbroad ?? 0),
    pricePremium: String(tenant?.pricePremium ?? 0),
  };
}

/** The number entered: null if empty, undefined if invalid. */
function typed(text: string, min: number, max: number): number | null | undefined {
  if (text.trim() === "") return null;
  const value = Number(text);
  return Number.isInteger(value) && value >= min && value <= max ? value : undefined;
}

/** The typed limits, and the fields that hold none; the limits are valid if there is no such field. */
export function readLimits(texts: LimitTexts): {
  readonly limits: Limits;
  readonly wrong: readonly (keyof LimitTexts)[];
} {
  const channelsMax = typed(texts.channelsMax, 1, CHANNELS_MAX);
  const spendingMaxRupiah = typed(texts.spendingMaxRupiah, 1, RUPIAH_MAX);
  const gigabytes = typed(texts.storageMaxBytes, 1, GIGABYTES_MAX);
  const [priceNational, priceShort, priceAbroad, pricePremium] = PRICES.map((field) =>
    typed(texts[field] === "" ? "0" : texts[field], 0, PRICE_MAX),
  );
  const storageMaxBytes = typeof gigabytes === "number" ? gigabytes * GIGABYTE : gigabytes;
  const read = {
    channelsMax,
    spendingMaxRupiah,
    storageMaxBytes,
    priceNational,
    priceShort,
    priceAbroad,
    pricePremium,
  };
  const fields = Object.keys(read) as (keyof LimitTexts)[];
  return { limits: read as Limits, wrong: fields.filter((field) => read[field] === undefined) };
}

/** Returns the error text of an invalid field. */
export function useLimitFault(): (field: keyof LimitTexts) => string {
  const t = useTranslations("web.service.tenants");
  return (field) => {
    if (field === "channelsMax") return t("channelsWrong");
    if (field === "spendingMaxRupiah") return t("wholeWrong", { min: 1, max: RUPIAH_MAX });
    return field === "storageMaxBytes" ? t("wholeWrong", { min: 1, max: GIGABYTES_MAX }) : t("priceWrong");
  };
}

/** The fields of all limits and prices. */
export function TenantLimitFields({ form }: { readonly form: Pick<SavedForm<LimitTexts>, "text"> }): ReactNode {
  const t = useTranslations("web.service.tenants");
  const field = (name: keyof LimitTexts) => ({ ...form.text(name), inputMode: "numeric" as const, maxLength: 13 });
  return (
    <>
      <TextField {...field("channelsMax")} label={t("channels")} hint={t("channelsHint")} maxLength={5} />
      <TextField {...field("spendingMaxRupiah")} label={t("spending")} hint={t("spendingHint")} />
      <fieldset className="grid gap-3">
        <legend className="field-label">{t("prices")}</legend>
        <p className="field-hint">{t("pricesHint")}</p>
        <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
          {PRICES.map((name) => (
            <TextField key={name} {...field(name)} label={t(`price.${name}`)} maxLength={7} />
          ))}
        </div>
      </fieldset>
      <TextField {...field("storageMaxBytes")} label={t("storage")} hint={t("storageHint")} maxLength={7} />
    </>
  );
}
