/** One part of the account screen: a heading and what belongs below it. */
import { type ReactNode, useId } from "react";

/** A card with its own heading, so that screen readers can jump from part to part. */
export function AccountSection({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  const id = useId();
  return (
    <section aria-labelledby={id} className="card grid gap-4 p-5 sm:p-7">
      <h2 id={id} className="text-lead break-words">
        {title}
      </h2>
      {children}
    </section>
  );
}

/** What a form just did, said aloud. */
export function Done({ children }: { readonly children: string }): ReactNode {
  return (
    <p role="status" className="tone-good text-small font-semibold text-[var(--tone)] empty:hidden">
      {children}
    </p>
  );
}
