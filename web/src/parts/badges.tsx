/** Status badges. Each state has a shape, a label and a colour, so that no state is shown by colour alone. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { CodeState, Standing } from "../data/types.ts";

/** The name of a badge shape. */
export type Shape = "ring" | "half" | "arrow" | "eye" | "disc" | "triangle" | "square" | "cross" | "tick" | "dash";
/** A colour tone defined in `tokens.css`. */
export type Tone = "good" | "wait" | "info" | "think" | "bad" | "rest" | "quiet" | "solid";

const PATHS: Readonly<Record<Shape, ReactNode>> = {
  ring: <circle cx="6" cy="6" r="4" fill="none" />,
  half: (
    <>
      <circle cx="6" cy="6" r="4.3" fill="none" />
      <path d="M6 1.700a4.3 4.3 0 0 1 0 8.600z" stroke="none" />
    </>
  ),
  arrow: <path d="M2.5 2 10 6l-7.5 4z" stroke="none" />,
  eye: <path d="M6 1.5 10.5 6 6 10.5 1.5 6z" fill="none" />,
  disc: <circle cx="6" cy="6" r="4.8" stroke="none" />,
  triangle: <path d="M6 2 10.5 10h-9z" fill="none" />,
  square: <rect x="1.8" y="1.8" width="8.4" height="8.4" stroke="none" />,
  cross: <path d="m2.5 2.5 7 7m0-7-7 7" fill="none" strokeWidth="2.2" />,
  tick: <path d="m1.8 6.5 3 3 5.5-6.5" fill="none" strokeWidth="2" />,
  dash: <path d="M2 6h8" fill="none" strokeWidth="2.2" />,
};

/** Draws a shape in the current text colour. */
export function Glyph({ shape, size = 12 }: { readonly shape: Shape; readonly size?: number }): ReactNode {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 12 12"
      fill="currentColor"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinejoin="round"
      strokeLinecap="round"
    >
      {PATHS[shape]}
    </svg>
  );
}

/** The shape and tone of each code state. */
export const CODE_STYLES: Readonly<Record<CodeState, { readonly shape: Shape; readonly tone: Tone }>> = {
  idle: { shape: "ring", tone: "good" },
  held: { shape: "half", tone: "wait" },
  "in-process": { shape: "arrow", tone: "info" },
  evaluation: { shape: "eye", tone: "think" },
  active: { shape: "disc", tone: "solid" },
  quarantine: { shape: "triangle", tone: "rest" },
  reserved: { shape: "square", tone: "quiet" },
  blocked: { shape: "cross", tone: "quiet" },
};

/** The badge style of a state that this version does not know. */
export const UNKNOWN_STYLE = { shape: "dash", tone: "quiet" } as const;

/** A shape and a label in one tone. */
export function Badge({
  shape,
  tone,
  children,
}: {
  readonly shape: Shape;
  readonly tone: Tone;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <span className={`badge tone-${tone}`}>
      <Glyph shape={shape} />
      {children}
    </span>
  );
}

/** The state of an access code. */
export function CodeBadge({ state }: { readonly state: CodeState }): ReactNode {
  const t = useTranslations("states");
  return <Badge {...(CODE_STYLES[state] ?? UNKNOWN_STYLE)}>{t(`code.${state}`)}</Badge>;
}

const RULE_STANDING_STYLES: Readonly<Record<Standing, { readonly shape: Shape; readonly tone: Tone }>> = {
  confirmed: { shape: "tick", tone: "good" },
  observed: { shape: "eye", tone: "info" },
  assumed: { shape: "ring", tone: "wait" },
};

/** The standing of a rule: read in a regulation, observed at an official source, or assumed. */
export function StandingBadge({ standing }: { readonly standing: Standing }): ReactNode {
  const t = useTranslations("states");
  return <Badge {...RULE_STANDING_STYLES[standing]}>{t(`standing.${standing}`)}</Badge>;
}
