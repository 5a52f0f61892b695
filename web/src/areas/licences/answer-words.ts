/** Formats one answer for display: names of choices and rows, dates and amounts in the reader's format. */
import { useLocale, useTranslations } from "use-intl";
import { shortDate } from "../../words/dates.ts";
import { countryName } from "./countries.ts";
import type { LicenceForm } from "./licence-types.ts";
import { writeAmount, writePercent } from "./typed-numbers.ts";

type AnyRow = Readonly<Record<string, unknown>> & { readonly id: string };

/** Fields that hold the id of a row in another list. */
const REFERENCES: ReadonlySet<string> = new Set(["agreementId", "siteId", "leadsTo", "deviceId", "ownerOf"]);
const AMOUNTS: ReadonlySet<string> = new Set(["totalRupiah", "balanceRupiah", "investmentRupiah"]);
const CHOICES: ReadonlySet<string> = new Set(["kind", "unit", "protocol", "ownership", "configurations"]);

function* rowsIn(form: LicenceForm): Generator<AnyRow> {
  const { configuration, agreements, devices, shareholding, commitment, equivalence } = form;
  const lists = [
    ...[configuration.sites, configuration.trunks, configuration.borders, configuration.exchanges],
    ...[configuration.smsCarriers, agreements.rows, devices.rows, shareholding.holders],
    ...[commitment.rows, equivalence.rows],
  ];
  for (const list of lists) for (const row of list) yield { ...row };
}

const NAMING: readonly string[] = ["name", "partner", "carrier", "city"];

/** The display name of a row: its name, partner, carrier, city, or maker and type; "" while none is filled in. */
export function ownName(row: AnyRow): string {
  for (const field of NAMING) {
    const value = row[field];
    if (typeof value === "string" && value.trim() !== "") return value;
  }
  return [row["maker"], row["type"]].filter((word) => typeof word === "string" && word !== "").join(" ");
}

/** The display name of the row with this id anywhere in the form; the id when the row has been removed. */
export function nameOfId(form: LicenceForm, id: string): string {
  for (const row of rowsIn(form)) {
    if (row.id !== id) continue;
    const agreement = form.agreements.rows.find((one) => one.id === row["agreementId"]);
    return ownName(row) || (agreement === undefined ? "" : agreement.partner) || id;
  }
  return id;
}

/** Formats an answer; "–" when there is none. */
export function useAnswerWords(form: LicenceForm): (field: string, value: unknown) => string {
  const t = useTranslations("web.licenceForm");
  const functions = useTranslations("licence.function");
  const locale = useLocale();
  const one = (field: string, value: unknown): string => {
    if (value === null || value === undefined || value === "") return "–";
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    if (typeof value === "number") {
      if (field === "basisPoints") return `${writePercent(value)} %`;
      return AMOUNTS.has(field) ? `Rp ${writeAmount(value)}` : String(value);
    }
    if (typeof value !== "string") return "–";
    const text = value;
    if (REFERENCES.has(field)) return nameOfId(form, text);
    if (field === "country") return countryName(text, locale);
    if (field === "function") return functions.has(text as "ivr") ? functions(text as "ivr") : text;
    if (field === "accepted")
      return t.has(`acceptedName.${text}` as "acceptedName.truth")
        ? t(`acceptedName.${text}` as "acceptedName.truth")
        : text;
    if (CHOICES.has(field)) return t.has(`choice.${text}` as "choice.pbx") ? t(`choice.${text}` as "choice.pbx") : text;
    return /^\d{4}-\d\d-\d\d$/.test(text) ? shortDate(text, locale) : text;
  };
  return (field, value) => {
    if (!Array.isArray(value)) return one(field, value);
    return value.length === 0 ? "–" : value.map((inner) => one(field, inner)).join(", ");
  };
}
