/** The dialog that adds or changes an address. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { EndpointForm } from "../../../../src/service/tenancy/webhooks/contract.ts";
import { EVENT_KINDS, type EventKind } from "../../../../src/service/tenancy/webhooks/event-kind.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { CheckField, TextField } from "../../parts/fields.tsx";
import { SavedFormDialog, useSavedForm } from "../../parts/saved-form.tsx";
import type { Webhook } from "./webhook-data.ts";

interface DialogProps {
  /** Null for a new endpoint. */
  readonly webhook: Webhook | null;
  /** Receives the secret of a new endpoint. */
  readonly onAdded?: (secret: string) => void;
  readonly onClose: () => void;
}

const NEW: EndpointForm & { readonly isOn: boolean } = { name: "", url: "", kinds: [], isOn: true };

/** The dialog that adds a webhook, or changes the one that it was opened with. */
export function WebhookDialog({ webhook, onAdded, onClose }: DialogProps): ReactNode {
  const t = useTranslations("web.webhooks");
  const [version] = useState(webhook?.version ?? 0);
  const { name, url, kinds, isOn } = webhook ?? NEW;
  const form = useSavedForm({
    initial: { name, url, kinds, isOn },
    faultsOf: (_values, missing) => [missing("name", t("name")), missing("url", t("url"))],
    save: async (values) => {
      const body = { name: values.name.trim(), url: values.url.trim(), kinds: [...values.kinds] };
      if (webhook === null)
        return (await read<{ readonly secret: string }>(api.POST("/api/service/webhooks", { body }))).secret;
      const params = { path: { id: webhook.id } };
      const change = { ...body, isOn: values.isOn, expectedVersion: version };
      await read(api.PUT("/api/service/webhooks/{id}", { params, body: change }));
      return null;
    },
    refreshes: ["service"],
    onSaved: (secret) => {
      if (secret !== null) onAdded?.(secret);
      onClose();
    },
    keepsAnswer: false,
  });
  const title = webhook === null ? t("addTitle") : t("editTitle", { name: webhook.name });
  return (
    <SavedFormDialog title={title} form={form} submit={webhook === null ? t("add") : t("save")} onClose={onClose}>
      <TextField {...form.text("name")} label={t("name")} maxLength={80} />
      <TextField
        {...form.text("url")}
        label={t("url")}
        hint={t("urlHint")}
        inputMode="url"
        maxLength={500}
        placeholder="https://"
      />
      <KindsPart kinds={form.values.kinds} onChange={(chosen) => form.set({ kinds: chosen })} />
      {webhook === null ? null : (
        <CheckField
          name="isOn"
          label={t("isOn")}
          checked={form.values.isOn}
          onChange={({ target }) => form.set({ isOn: target.checked })}
        />
      )}
    </SavedFormDialog>
  );
}

const NAMES = {
  alert: "alert",
  "message.state": "message-state",
  "message.sent": "message-sent",
  "message.received": "message-received",
} as const satisfies Record<EventKind, string>;

function KindsPart({
  kinds,
  onChange,
}: {
  readonly kinds: readonly EventKind[];
  readonly onChange: (kinds: EventKind[]) => void;
}): ReactNode {
  const t = useTranslations("web.webhooks");
  return (
    <fieldset className="grid gap-2">
      <legend className="field-label">{t("kinds")}</legend>
      <p className="field-hint">{t("kindsHint")}</p>
      {EVENT_KINDS.map((kind) => (
        <CheckField
          key={kind}
          name={`kind-${NAMES[kind]}`}
          label={t(`wishes.${NAMES[kind]}`)}
          checked={kinds.includes(kind)}
          onChange={({ target }) =>
            onChange(EVENT_KINDS.filter((one) => (one === kind ? target.checked : kinds.includes(one))))
          }
        />
      ))}
    </fieldset>
  );
}
