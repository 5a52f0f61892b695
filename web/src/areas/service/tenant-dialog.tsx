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

type Tenant = TenantsAnswer["items"][number];

const ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"] as const;
const CHANNELS_MAX = 10_000;

/** The limit that somebody typed: null for none, undefined for what is no limit. */
function limitOf(text: string): number | null | undefined {
  if (text.trim() === "") return null;
  const limit = Number(text);
  return Number.isInteger(limit) && limit >= 1 && limit <= CHANNELS_MAX ? limit : undefined;
}

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
  const [channels, setChannels] = useState(String(tenant?.channelsMax ?? ""));
  const keeping = useMutation({
    mutationFn: (channelsMax: number | null): Promise<unknown> => {
      const form = { name: name.trim(), timeZone, channelsMax };
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
    const limit = limitOf(channels);
    const missing = [
      ...(name.trim() === "" ? [{ field: "name", message: parts("required", { field: t("name") }) }] : []),
      ...(limit === undefined ? [{ field: "channelsMax", message: t("channelsWrong") }] : []),
    ];
    if (isFree(missing) && limit !== undefined) keeping.mutate(limit);
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
        <TextField
          name="channelsMax"
          label={t("channels")}
          hint={t("channelsHint")}
          inputMode="numeric"
          maxLength={5}
          error={faultOf("channelsMax")}
          value={channels}
          onChange={(event) => setChannels(event.target.value)}
        />
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
