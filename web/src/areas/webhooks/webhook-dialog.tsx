/** The dialog that adds or changes an address. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { EndpointForm } from "../../../../src/service/tenancy/webhooks/contract.ts";
import { EVENT_KINDS, type EventKind } from "../../../../src/service/tenancy/webhooks/event-kind.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { CheckField, ErrorSummary, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import type { Webhook } from "./webhook-data.ts";

interface DialogProps {
  /** Null for a new one. */
  readonly webhook: Webhook | null;
  /** Told the secret of a new one. */
  readonly onAdded?: (secret: string) => void;
  readonly onClose: () => void;
}

type Typed = EndpointForm & { readonly isOn: boolean };

const NEW: Typed = { name: "", url: "", kinds: [], isOn: true };

function typedOf(webhook: Webhook | null): Typed {
  if (webhook === null) return NEW;
  const { name, url, kinds, isOn } = webhook;
  return { name, url, kinds, isOn };
}

function useSaving({ webhook, onAdded, onClose }: DialogProps) {
  const cache = useQueryClient();
  // What was read is the version that the dialog was opened with.
  const [version] = useState(webhook?.version ?? 0);
  return useMutation({
    mutationFn: async ({ isOn, ...typed }: Typed) => {
      const body = { ...typed, name: typed.name.trim(), url: typed.url.trim(), kinds: [...typed.kinds] };
      if (webhook === null)
        return (await read<{ readonly secret: string }>(api.POST("/api/service/webhooks", { body }))).secret;
      const params = { path: { id: webhook.id } };
      await read(api.PUT("/api/service/webhooks/{id}", { params, body: { ...body, isOn, expectedVersion: version } }));
      return null;
    },
    onSuccess: async (secret) => {
      await cache.invalidateQueries({ queryKey: ["service"] });
      if (secret !== null) onAdded?.(secret);
      onClose();
    },
  });
}

/** The dialog; an address that is there comes with what it says. */
export function WebhookDialog(props: DialogProps): ReactNode {
  const { webhook, onClose } = props;
  const t = useTranslations("web.webhooks");
  const parts = useTranslations("web.parts");
  const [typed, setTyped] = useState(() => typedOf(webhook));
  const saving = useSaving(props);
  const { lines, problem, faultOf, isFree } = useFormFaults(saving.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = (["name", "url"] as const).flatMap((field) =>
      typed[field].trim() === "" ? [{ field, message: parts("required", { field: t(field) }) }] : [],
    );
    if (isFree(missing)) saving.mutate(typed);
  };
  const fieldOf = (name: "name" | "url") => ({
    name,
    value: typed[name],
    error: faultOf(name),
    label: t(name),
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      setTyped({ ...typed, [name]: target.value }),
  });
  return (
    <Dialog title={webhook === null ? t("addTitle") : t("editTitle", { name: webhook.name })} onClose={onClose}>
      <form noValidate className="grid gap-5" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={problem} />
        <TextField {...fieldOf("name")} maxLength={80} />
        <TextField {...fieldOf("url")} hint={t("urlHint")} inputMode="url" maxLength={500} placeholder="https://" />
        <KindsPart kinds={typed.kinds} onChange={(kinds) => setTyped({ ...typed, kinds })} />
        {webhook === null ? null : (
          <CheckField
            name="isOn"
            label={t("isOn")}
            checked={typed.isOn}
            onChange={({ target }) => setTyped({ ...typed, isOn: target.checked })}
          />
        )}
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-main" isBusy={saving.isPending}>
            {webhook === null ? t("add") : t("save")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
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
