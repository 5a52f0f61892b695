/** A text written by a user. */
import type { ReactNode } from "react";

/** A user's text below a heading. */
export function TitledText({ title, children }: { readonly title: string; readonly children: string }): ReactNode {
  return (
    <div className="grid gap-1">
      <h3>{title}</h3>
      <p className="max-w-[70ch] whitespace-pre-wrap [overflow-wrap:anywhere]">{children}</p>
    </div>
  );
}
