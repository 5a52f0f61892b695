/** Amounts in lists: never broken over two lines, and what goes out has its sign before it. */
import type { ReactNode } from "react";
import { useLocale } from "use-intl";
import { rupiah } from "../../words/amounts.ts";

/** An amount as the reader's language writes it, in one line. */
export function Amount({ of }: { readonly of: number }): ReactNode {
  const locale = useLocale();
  return <span className="whitespace-nowrap tabular-nums">{rupiah(of, locale)}</span>;
}

/** What comes in or goes out: "+ Rp 500" or "− Rp 500". */
export function signedRupiah(amount: number, locale: string): string {
  return `${amount < 0 ? "−" : "+"} ${rupiah(Math.abs(amount), locale)}`;
}
