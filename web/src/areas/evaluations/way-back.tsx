/** The back link above the screens of evaluations. */
import type { ReactNode } from "react";
import { Icon } from "../../parts/icons.tsx";

/** A link with an arrow before it. */
export function WayBack({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <p className="mb-3">
      <span className="inline-flex items-center gap-1">
        <Icon name="left" size={16} />
        {children}
      </span>
    </p>
  );
}
