/** Sets an SMS price from a day on. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { PRICED_PREFIX, SEGMENT_RUPIAH_MAX } from "../../../../src/service/messaging/billing/limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { SelectField, TextField } from "../../parts/fields.tsx";
import { SavedFormFrame, useSavedForm } from "../../parts/saved-form.tsx";
import { carriersQuery } from "../sms-carriers/carrier-data.ts";
import { type PriceRow, pricesQuery } from "./billing-data.ts";
import { wholeNumber } from "./whole-number.ts";

const CATEGORIES = ["otp", "transactional", "promotional"] as const;
const NEW = { prefix: "", carrierId: "", category: "", priceRupiah: "", costRupiah: "", validFrom: "" };

const amount = (text: string) => wholeNumber(text, 0, SEGMENT_RUPIAH_MAX);

/** The form above the list. */
export function PriceForm(): ReactNode {
  const t = useTranslations("web.smsBilling.prices");
  const unfit = (field: "priceRupiah" | "costRupiah", text: string, name: string) =>
    amount(text) === undefined
      ? { field, message: t("amountFault", { field: name, most: SEGMENT_RUPIAH_MAX }) }
      : undefined;
  const form = useSavedForm({
    initial: NEW,
    faultsOf: ({ prefix, priceRupiah, costRupiah, validFrom }) => [
      PRICED_PREFIX.test(prefix.trim()) ? undefined : { field: "prefix", message: t("prefixFault") },
      unfit("priceRupiah", priceRupiah, t("price")),
      unfit("costRupiah", costRupiah, t("cost")),
      validFrom === "" ? { field: "validFrom", message: t("dayFault") } : undefined,
    ],
    save: ({ prefix, carrierId, category, validFrom, priceRupiah, costRupiah }) => {
      const body = {
        prefix: prefix.trim(),
        carrierId: carrierId === "" ? null : carrierId,
        category: category === "" ? null : (category as NonNullable<PriceRow["category"]>),
        validFrom,
        priceRupiah: amount(priceRupiah) ?? 0,
        costRupiah: amount(costRupiah) ?? 0,
      };
      return read(api.POST("/api/service/sms/prices", { body }));
    },
    clears: NEW,
    refreshes: pricesQuery.queryKey,
  });
  const fieldOf = (name: keyof typeof NEW) => ({ ...form.text(name), autoComplete: "off" });
  return (
    <div className="card grid gap-4 p-5">
      <h2 className="text-lead">{t("newTitle")}</h2>
      <SavedFormFrame form={form} submit={t("add")} done={t("added")}>
        <div className="grid items-end gap-4 md:grid-cols-3">
          <TextField
            {...fieldOf("prefix")}
            label={t("prefix")}
            hint={t("prefixHint")}
            inputMode="numeric"
            maxLength={15}
          />
          <CarrierChoice {...fieldOf("carrierId")} />
          <CategoryChoice {...fieldOf("category")} />
          <TextField {...fieldOf("priceRupiah")} label={t("price")} inputMode="numeric" maxLength={9} />
          <TextField {...fieldOf("costRupiah")} label={t("cost")} inputMode="numeric" maxLength={9} />
          <TextField {...fieldOf("validFrom")} label={t("validFrom")} hint={t("validFromHint")} type="date" />
        </div>
      </SavedFormFrame>
    </div>
  );
}

interface Choice {
  readonly name: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (event: { readonly target: { readonly value: string } }) => void;
}

function CarrierChoice(choice: Choice): ReactNode {
  const all = useTranslations("web.smsBilling");
  const carriers = useQuery(carriersQuery);
  return (
    <SelectField {...choice} label={all("carrier")}>
      <option value="">{all("anyCarrier")}</option>
      {carriers.data?.items.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

function CategoryChoice(choice: Choice): ReactNode {
  const all = useTranslations("web.smsBilling");
  return (
    <SelectField {...choice} label={all("category")}>
      <option value="">{all("anyCategory")}</option>
      {CATEGORIES.map((one) => (
        <option key={one} value={one}>
          {all(`categories.${one}`)}
        </option>
      ))}
    </SelectField>
  );
}
