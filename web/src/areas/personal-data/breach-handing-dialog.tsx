/** The dialog that hands a failure of the installation's to the call centres whose data it concerns. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { CheckField, TextArea } from "../../parts/fields.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { SavedFormDialog, useSavedForm } from "../../parts/saved-form.tsx";
import { tenantsQuery } from "../service/service-data.ts";
import type { WholeBreach } from "./breach-data.ts";

const TEXT_MIN = 3;
/** Maximum number of call centres notified in one request. */
const CENTRES_MAX = 100;

/** Passes a breach on, with the version that was read. */
export function BreachHandingDialog({
  breach,
  onClose,
}: {
  readonly breach: WholeBreach;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.personalBreach");
  const parts = useTranslations("web.parts");
  const found = useQuery(tenantsQuery);
  const { id, version: expectedVersion } = breach;
  const form = useSavedForm({
    initial: { text: "", tenantIds: [] as readonly string[] },
    faultsOf: ({ text, tenantIds }) => [
      text.trim().length < TEXT_MIN
        ? { field: "text", message: parts("required", { field: t("handText") }) }
        : undefined,
      tenantIds.length === 0 ? { field: "tenantIds", message: t("centreMissing") } : undefined,
    ],
    save: ({ text, tenantIds }) => {
      const body = { expectedVersion, text, tenantIds: [...tenantIds] };
      return read(api.POST("/api/personal-breaches/{id}/handings", { params: { path: { id } }, body }));
    },
    refreshes: ["breaches", "installation"],
    onSaved: onClose,
  });
  const open = centresLeft(breach, found.data?.items ?? []);
  return (
    <SavedFormDialog title={t("kinds.handing")} form={form} submit={t("hand")} onClose={onClose}>
      <Awaiting query={found} lines={3} />
      {found.data !== undefined && open.length === 0 ? <p>{t("noCentres")}</p> : null}
      {open.length === 0 ? null : (
        <Centres
          open={open}
          chosen={form.values.tenantIds}
          onChange={(tenantIds) => form.set({ tenantIds })}
          fault={form.faultOf("tenantIds")}
        />
      )}
      <TextArea {...form.text("text")} label={t("handText")} hint={t("handHint")} rows={4} maxLength={2000} />
    </SavedFormDialog>
  );
}

interface Centre {
  readonly id: string;
  readonly name: string;
}

/** Call centres that have not been notified of the breach yet. */
function centresLeft({ entries }: WholeBreach, all: readonly Centre[]): readonly Centre[] {
  const told = new Set(
    entries.flatMap(({ entry }) => (entry.kind === "handing" ? entry.centres.map((one) => one.id) : [])),
  );
  return all.filter(({ id }) => !told.has(id));
}

function Centres({
  open,
  chosen,
  onChange,
  fault,
}: {
  readonly open: readonly Centre[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
  readonly fault: string | undefined;
}): ReactNode {
  const t = useTranslations("web.personalBreach");
  const ids = open.slice(0, CENTRES_MAX).map(({ id }) => id);
  return (
    <fieldset id="tenantIds" tabIndex={-1} className={fault === undefined ? "grid gap-2" : "field-wrong grid gap-2"}>
      <legend className="field-label">{t("fields.centres")}</legend>
      <p className="text-small text-soft">{t("centresHint")}</p>
      {fault === undefined ? null : <p className="field-error">{fault}</p>}
      <CheckField
        name="all-centres"
        label={t("allCentres")}
        checked={chosen.length === ids.length}
        onChange={({ target }) => onChange(target.checked ? ids : [])}
      />
      <div className="grid max-h-60 gap-2 overflow-y-auto border-t border-line pt-2">
        {open.map(({ id, name }) => (
          <CheckField
            key={id}
            name={`centre-${id}`}
            label={<span className="break-words">{name}</span>}
            checked={chosen.includes(id)}
            onChange={({ target }) => onChange(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
          />
        ))}
      </div>
    </fieldset>
  );
}
