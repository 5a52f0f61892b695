/** The dialog that opens a call centre, or changes its name, zone and limit. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, SelectField, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import type { TenantsAnswer } from "./service-data.ts";
import { limitTexts, readLimits, TenantLimitFields, useLimitFault } from "./tenant-limit-fields.tsx";

type Tenant = TenantsAnswer["items"][number];

const ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"] as const;

/** `tenant` is null for a new one. */
export function TenantDialog({
  tenant,
  onClose,
}: {
  readonly tenant: Tenant | null;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.service.tenants");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [name, setName] = useState(tenant?.name ?? "");
  const [timeZone, setTimeZone] = useState<Tenant["timeZone"]>(tenant?.timeZone ?? "Asia/Jakarta");
  const [texts, setTexts] = useState(limitTexts(tenant));
  const limitFault = useLimitFault();
  const keeping = useMutation({
    mutationFn: (limits: NonNullable<ReturnType<typeof readLimits>["limits"]>): Promise<unknown> => {
      const form = { name: name.trim(), timeZone, ...limits };
      if (tenant === null) return read(api.POST("/api/service/tenants", { body: form }));
      const body = { ...form, expectedVersion: tenant.version };
      return read(api.PUT("/api/service/tenants/{id}", { params: { path: { id: tenant.id } }, body }));
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["service"] });
      onClose();
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(keeping.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const { limits, wrong } = readLimits(texts);
    const missing = [
      ...(name.trim() === "" ? [{ field: "name", message: parts("required", { field: t("name") }) }] : []),
      ...wrong.map((field) => ({ field, message: limitFault(field) })),
    ];
    if (isFree(missing) && limits !== null) keeping.mutate(limits);
  };
  return (
    <Dialog title={tenant === null ? t("openTitle") : t("editTitle", { name: tenant.name })} onClose={onClose}>
      <form noValidate className="grid gap-5" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={problem} />
        <TextField
          name="name"
          label={t("name")}
          maxLength={120}
          error={faultOf("name")}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <SelectField
          name="timeZone"
          label={t("zone")}
          value={timeZone}
          onChange={({ target }) => setTimeZone(ZONES.find((zone) => zone === target.value) ?? timeZone)}
        >
          {ZONES.map((zone) => (
            <option key={zone} value={zone}>
              {t(`zones.${zone}`)}
            </option>
          ))}
        </SelectField>
        <TenantLimitFields texts={texts} faultOf={faultOf} onChange={setTexts} />
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-main" isBusy={keeping.isPending}>
            {t("save")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
