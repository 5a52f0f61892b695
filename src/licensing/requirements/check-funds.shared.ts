import { type CheckFrame, type FieldFault, inPart, isEmpty, when } from "./check-frame.shared.ts";
import type { PreCheckFinding } from "./finding.shared.ts";
import type { FundsPart } from "./form.shared.ts";

const FIELDS = ["totalRupiah", "bank", "balanceRupiah", "statementDate"] as const;
const PERCENT = 100n;

/** Checks investment and funds: five years that add up to the total, and sufficient bank funds. */
export function checkFunds(frame: CheckFrame): readonly PreCheckFinding[] {
  const { funds } = frame.form;
  return inPart(frame, "funds", [
    ...funds.investmentRupiah.flatMap((amount, index) =>
      when(amount === null, { code: "field-missing", field: `investmentRupiah.${index}` }),
    ),
    ...FIELDS.flatMap((field) => when(isEmpty(funds[field]), { code: "field-missing", field })),
    ...when(funds.totalRupiah === 0, { code: "investment-nothing", field: "totalRupiah" }),
    ...total(funds),
    ...balance(funds, frame),
    ...when(funds.statementDate > frame.today, { code: "issued-later", field: "statementDate" }),
  ]);
}

/** Sums may exceed the exact range of a number, so they use BigInt. */
function total({ investmentRupiah, totalRupiah }: FundsPart): readonly FieldFault[] {
  if (totalRupiah === null || investmentRupiah.some((amount) => amount === null)) return [];
  const added = sumOf(investmentRupiah);
  return when(added !== BigInt(totalRupiah), {
    code: "investment-sum",
    field: "totalRupiah",
    params: { sum: rupiahText(added), total: rupiahText(totalRupiah) },
  });
}

function sumOf(amounts: FundsPart["investmentRupiah"]): bigint {
  return amounts.reduce((sum, amount) => sum + BigInt(amount ?? 0), 0n);
}

/** The required percentage, exact to one rupiah, of the larger of total and sum. */
function balance(
  { balanceRupiah, totalRupiah, investmentRupiah }: FundsPart,
  { rules }: CheckFrame,
): readonly FieldFault[] {
  if (balanceRupiah === null || totalRupiah === null) return [];
  const percent = rules.values.bankFundsPercent;
  const sum = sumOf(investmentRupiah);
  const investment = sum > BigInt(totalRupiah) ? sum : BigInt(totalRupiah);
  const least = (investment * BigInt(percent) + PERCENT - 1n) / PERCENT;
  return when(BigInt(balanceRupiah) < least, {
    code: "funds-too-low",
    field: "balanceRupiah",
    params: { percent, least: rupiahText(least), balance: rupiahText(balanceRupiah) },
    rule: "bank-funds-percent-min",
  });
}

/** An amount in Indonesian notation, with a point before every three digits. */
function rupiahText(amount: bigint | number): string {
  return String(amount).replaceAll(/\B(?=(\d{3})+$)/gu, ".");
}
