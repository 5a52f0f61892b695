/** The dialog that opens a call centre, or changes its name, zone and limit. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { SelectField, TextField } from "../../parts/fields.tsx";
import { SavedFormDialog, useSavedForm } from "../../parts/saved-form.tsx";
import type { TenantsAnswer } from "./service-data.ts";
import { limitTexts, readLimits, TenantLimitFields, useLimitFault } from "./tenant-limit-fields.tsx";

type Tenant = TenantsAnswer["items"][number];

const ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"] as const satisfies readonly Tenant["timeZone"][];

/** `tenant` is null for a new call centre. */
export function TenantDialog({
  tenant,
  onClose,
}: {
  readonly tenant: Tenant | null;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.service.tenants");
  const limitFault = useLimitFault();
  const { name, timeZone }: Pick<Tenant, "name" | "timeZone"> = tenant ?? { name: "", timeZone: "Asia/Jakarta" };
  const form = useSavedForm({
    initial: { name, timeZone, ...limitTexts(tenant) },
    faultsOf: (values, missing) => [
      missing("name", t("name")),
      ...readLimits(values).wrong.map((field) => ({ field, message: limitFault(field) })),
    ],
    save: (values): Promise<unknown> => {
      const body = { name: values.name.trim(), timeZone: values.timeZone, ...readLimits(values).limits };
      if (tenant === null) return read(api.POST("/api/service/tenants", { body }));
      const params = { path: { id: tenant.id } };
      return read(api.PUT("/api/service/tenants/{id}", { params, body: { ...body, expectedVersion: tenant.version } }));
    },
    refreshes: ["service"],
    onSaved: onClose,
  });
  const title = tenant === null ? t("openTitle") : t("editTitle", { name: tenant.name });
  return (
    <SavedFormDialog title={title} form={form} submit={t("save")} onClose={onClose}>
      <TextField {...form.text("name")} label={t("name")} maxLength={120} />
      <SelectField {...form.text("timeZone")} label={t("zone")}>
        {ZONES.map((zone) => (
          <option key={zone} value={zone}>
            {t(`zones.${zone}`)}
          </option>
        ))}
      </SelectField>
      <TenantLimitFields form={form} />
    </SavedFormDialog>
  );
}
