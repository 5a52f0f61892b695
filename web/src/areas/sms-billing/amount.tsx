/** Amounts in lists: never broken across lines; debits and credits have a sign. */
import type { ReactNode } from "react";
import { useLocale } from "use-intl";
import { rupiah } from "../../words/amounts.ts";

/** An amount in the user's locale, on one line. */
export function Amount({ of }: { readonly of: number }): ReactNode {
  const locale = useLocale();
  return <span className="whitespace-nowrap tabular-nums">{rupiah(of, locale)}</span>;
}

/** A credit or debit: "+ Rp 500" or "− Rp 500". */
export function signedRupiah(amount: number, locale: string): string {
  return `${amount < 0 ? "−" : "+"} ${rupiah(Math.abs(amount), locale)}`;
}
