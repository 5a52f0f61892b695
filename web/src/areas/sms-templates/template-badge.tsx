/** The state of a template version: shape, label and colour. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Badge, type Shape, type Tone } from "../../parts/badges.tsx";
import type { TemplateVersion } from "./template-data.ts";

const BADGE_STYLES: Readonly<Record<TemplateVersion["state"], { readonly shape: Shape; readonly tone: Tone }>> = {
  draft: { shape: "ring", tone: "quiet" },
  asked: { shape: "half", tone: "wait" },
  approved: { shape: "tick", tone: "good" },
  refused: { shape: "cross", tone: "bad" },
};

/** The state of a version. */
export function TemplateBadge({ state }: Pick<TemplateVersion, "state">): ReactNode {
  const t = useTranslations("web.smsTemplates.states");
  return <Badge {...BADGE_STYLES[state]}>{t(state)}</Badge>;
}
