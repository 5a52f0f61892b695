/** Names of the audit log's actions, subject kinds and roles; an unknown key is shown unchanged. */
import { useCallback, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Role } from "../../data/types.ts";

/** Functions that translate an action, a kind of subject and a role. */
export function useAuditWords(): {
  readonly actionName: (action: string) => string;
  readonly kindName: (kind: string) => string;
  readonly roleName: (role: string) => string;
} {
  const t = useTranslations("web.audit");
  const roles = useTranslations("roles");
  const actionName = useCallback(
    (action: string) => {
      const key = `actions.${action.replaceAll(".", "-")}` as "actions.code-held";
      return t.has(key) ? t(key) : action;
    },
    [t],
  );
  const kindName = useCallback(
    (kind: string) => {
      const key = `subjects.${kind}` as "subjects.file";
      return t.has(key) ? t(key) : kind;
    },
    [t],
  );
  const roleName = useCallback((role: string) => (roles.has(role as Role) ? roles(role as Role) : role), [roles]);
  return useMemo(() => ({ actionName, kindName, roleName }), [actionName, kindName, roleName]);
}
