/** Sets an SMS price from a day on. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { PRICED_PREFIX, SEGMENT_RUPIAH_MAX } from "../../../../src/service/messaging/billing/limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, SelectField, type SummaryLine, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { carriersQuery } from "../sms-carriers/carrier-data.ts";
import { type PriceRow, pricesQuery } from "./billing-data.ts";
import { wholeNumber } from "./whole-number.ts";

const CATEGORIES = ["otp", "transactional", "promotional"] as const;
const NEW = { prefix: "", carrierId: "", category: "", priceRupiah: "", costRupiah: "", validFrom: "" };
type Draft = typeof NEW;

const amount = (text: string) => wholeNumber(text, 0, SEGMENT_RUPIAH_MAX);

function useFaults(): (draft: Draft) => readonly SummaryLine[] {
  const t = useTranslations("web.smsBilling.prices");
  return (draft) => {
    const unfit = (["priceRupiah", "costRupiah"] as const).filter((name) => amount(draft[name]) === undefined);
    return [
      ...(PRICED_PREFIX.test(draft.prefix.trim()) ? [] : [{ field: "prefix", message: t("prefixFault") }]),
      ...unfit.map((field) => {
        const name = t(field === "priceRupiah" ? "price" : "cost");
        return { field, message: t("amountFault", { field: name, most: SEGMENT_RUPIAH_MAX }) };
      }),
      ...(draft.validFrom === "" ? [{ field: "validFrom", message: t("dayFault") }] : []),
    ];
  };
}

/** The form above the list. */
export function PriceForm(): ReactNode {
  const t = useTranslations("web.smsBilling.prices");
  const cache = useQueryClient();
  const [draft, setDraft] = useState(NEW);
  const faultsOf = useFaults();
  const adding = useMutation({
    mutationFn: (written: Draft) => {
      const body = {
        prefix: written.prefix.trim(),
        carrierId: written.carrierId === "" ? null : written.carrierId,
        category: written.category === "" ? null : (written.category as NonNullable<PriceRow["category"]>),
        validFrom: written.validFrom,
        priceRupiah: amount(written.priceRupiah) ?? 0,
        costRupiah: amount(written.costRupiah) ?? 0,
      };
      return read(api.POST("/api/service/sms/prices", { body }));
    },
    onSuccess: async () => {
      setDraft(NEW);
      await cache.invalidateQueries({ queryKey: pricesQuery.queryKey });
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(adding.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (isFree(faultsOf(draft))) adding.mutate(draft);
  };
  const fieldOf = (name: keyof Draft) => ({
    name,
    value: draft[name],
    error: faultOf(name),
    autoComplete: "off",
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      setDraft({ ...draft, [name]: target.value }),
  });
  return (
    <form noValidate className="card grid gap-4 p-5" onSubmit={onSubmit}>
      <h2 className="text-lead">{t("newTitle")}</h2>
      <ErrorSummary lines={lines} problem={problem} />
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
      <div className="flex flex-wrap items-center gap-3">
        <BusyButton type="submit" className="button" isBusy={adding.isPending}>
          {t("add")}
        </BusyButton>
        <span role="status" className="text-small text-soft">
          {adding.isSuccess ? t("added") : ""}
        </span>
      </div>
    </form>
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
