/** The frame of one screen: document title, heading that takes the focus, and room for actions. */
import { Link, type LinkProps } from "@tanstack/react-router";
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "./icons.tsx";

let screensSeen = 0;

/** Sets the document title. On every screen but the first, focuses the heading that holds the returned ref. */
function useArrival(documentTitle: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = documentTitle;
  }, [documentTitle]);
  useLayoutEffect(() => {
    if (screensSeen > 0) heading.current?.focus({ preventScroll: true });
    screensSeen += 1;
  }, []);
  return heading;
}

/** The screen that this one belongs to. */
interface ParentScreen {
  readonly to: NonNullable<LinkProps["to"]>;
  readonly params?: LinkProps["params"];
  readonly text: string;
}

interface PageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  /** Link above the heading. */
  readonly back?: ParentScreen;
  readonly above?: ReactNode;
  readonly actions?: ReactNode;
  /** `reading` limits the line length; `working` uses the full width. */
  readonly width?: "reading" | "working";
  readonly children?: ReactNode;
}

/** A screen. The heading is focused on every screen but the first, so that screen readers hear where they are. */
export function Page({ title, lead, back, above, actions, width = "reading", children }: PageProps): ReactNode {
  const t = useTranslations("web.shell");
  const heading = useArrival(`${title} – ${t("wordmark")}`);
  return (
    <div className={width === "reading" ? "mx-auto max-w-[var(--reading)]" : "mx-auto max-w-[1440px]"}>
      {back === undefined ? null : (
        <Link
          to={back.to}
          {...(back.params !== undefined && { params: back.params })}
          className="mb-3 inline-flex items-center gap-1"
        >
          <Icon name="left" size={16} />
          {back.text}
        </Link>
      )}
      {above}
      <header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead === undefined ? null : <div className="mt-2 max-w-[70ch] text-soft">{lead}</div>}
        </div>
        {actions === undefined ? null : <div className="flex flex-wrap gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
