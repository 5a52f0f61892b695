/** The status of a licence: shape, label and colour. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "../../parts/badges.tsx";
import type { ListedLicence } from "./record-data.ts";

const BADGE_STYLES = {
  active: { shape: "tick", tone: "good" },
  suspended: { shape: "half", tone: "wait" },
  revoked: { shape: "cross", tone: "bad" },
} as const;

/** The badge of a status. */
export function LicenceStatusBadge({ standing }: Pick<ListedLicence, "standing">): ReactNode {
  const t = useTranslations("web.licenceList.standing");
  return <Badge {...BADGE_STYLES[standing]}>{t(standing)}</Badge>;
}
