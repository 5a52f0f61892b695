/** A section of the account screen: a heading and its content. */
import { type ReactNode, useId } from "react";

/** A card with a heading, so that screen readers can navigate by section. */
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

/** The result of a form, announced to screen readers. */
export function Done({ children }: { readonly children: string }): ReactNode {
  return (
    <p role="status" className="tone-good text-small font-semibold text-[var(--tone)] empty:hidden">
      {children}
    </p>
  );
}
