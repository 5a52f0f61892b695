/** Confirmation before a call centre is closed or reopened, with the effects. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { EndDialog } from "../../parts/end-dialog.tsx";
import type { TenantsAnswer } from "./service-data.ts";

type Tenant = TenantsAnswer["items"][number];

/** Closes an open call centre, or reopens a closed one. */
export function ClosingDialog({
  tenant,
  keepDays,
  onClose,
}: {
  readonly tenant: Tenant;
  readonly keepDays: number;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.service.tenants");
  const { id, name, version, usage } = tenant;
  const asked = { params: { path: { id } }, body: { expectedVersion: version } };
  if (tenant.closing !== null)
    return (
      <EndDialog
        title={t("reopenTitle", { name })}
        text={t("reopenText")}
        yes={t("reopen")}
        end={() => read(api.POST("/api/service/tenants/{id}/reopening", asked))}
        onClose={onClose}
      />
    );
  return (
    <EndDialog
      title={t("shutTitle", { name })}
      text={
        <span className="grid gap-3">
          <span>{t("shutNow")}</span>
          <span>{t("shutRunning", { calls: usage.calls })}</span>
          <span>{t("shutKept", { days: keepDays })}</span>
          <span>{t("shutGone")}</span>
        </span>
      }
      yes={t("shutYes")}
      end={() => read(api.POST("/api/service/tenants/{id}/closing", asked))}
      onClose={onClose}
    />
  );
}
