/** The investment over five years and the funds at the bank, with totals that update during typing. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { EditorProps } from "./part-editor.ts";
import { DateAt, RupiahAt, TextAt } from "./part-fields.tsx";
import { writeAmount } from "./typed-numbers.ts";

const PERCENT = 100n;

/** The fields of the part "funds". */
export function FundsEditor({ handle, frame }: EditorProps<"funds">): ReactNode {
  const t = useTranslations("web.licenceForm");
  const { investmentRupiah } = handle.value;
  const sum = investmentRupiah.reduce((total, amount) => total + BigInt(amount ?? 0), 0n);
  const percent = frame.rules.values.bankFundsPercent;
  const least = (sum * BigInt(percent) + PERCENT - 1n) / PERCENT;
  return (
    <>
      <fieldset className="grid gap-4">
        <legend className="mb-2 text-lead font-semibold">{t("investment")}</legend>
        {investmentRupiah.map((_, index) => (
          <RupiahAt
            // biome-ignore lint/suspicious/noArrayIndexKey: a year is its place
            key={index}
            path={`investmentRupiah.${index}`}
            label={t("yearRupiah", { year: index + 1 })}
          />
        ))}
        <p role="status" className="card grid gap-1 p-4 sm:max-w-[560px]">
          <span className="text-small text-soft">{t("investmentSum")}</span>
          <strong>Rp {writeAmount(Number(sum))}</strong>
        </p>
        <RupiahAt path="totalRupiah" label={t("field.totalRupiah")} hint={t("hint.totalRupiah")} />
      </fieldset>
      <fieldset className="grid gap-4">
        <legend className="mb-2 text-lead font-semibold">{t("funds")}</legend>
        <p className="max-w-[70ch]" role="status">
          {t("fundsLeast", { percent, amount: writeAmount(Number(least)) })}
        </p>
        <TextAt path="bank" label={t("field.bank")} maxLength={200} />
        <RupiahAt path="balanceRupiah" label={t("field.balanceRupiah")} />
        <DateAt path="statementDate" label={t("field.statementDate")} hint={t("hint.statementDate")} />
      </fieldset>
    </>
  );
}
