/** The state of a letter of authority: shape and label. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { LetterFacts } from "../../data/types.ts";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";

type LetterState = "offered" | "to-come" | "in-force" | "over" | "refused" | "withdrawn";

const BADGE_STYLES: Readonly<Record<LetterState, { readonly shape: Shape; readonly tone: Tone }>> = {
  offered: { shape: "half", tone: "info" },
  "to-come": { shape: "ring", tone: "info" },
  "in-force": { shape: "tick", tone: "good" },
  over: { shape: "dash", tone: "quiet" },
  refused: { shape: "cross", tone: "bad" },
  withdrawn: { shape: "dash", tone: "quiet" },
};

/** The state of a letter on `today` (local date). */
export function letterStateOf(letter: LetterFacts, today: string): LetterState {
  if (letter.state !== "accepted") return letter.state;
  if (letter.isInForce) return "in-force";
  return letter.validFrom > today ? "to-come" : "over";
}

/** The state of a letter of authority. */
export function LetterBadge({ letter, today }: { readonly letter: LetterFacts; readonly today: string }): ReactNode {
  const t = useTranslations("web.account.letterState");
  const letterState = letterStateOf(letter, today);
  return <Badge {...BADGE_STYLES[letterState]}>{t(letterState)}</Badge>;
}
