/** The dialog that sets a call centre's rate limit for calls started through the API. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import {
  CALL_RATE_LIMIT_FIELDS,
  CALL_RATE_LIMIT_MAX,
  type CallRateLimit,
} from "../../../../src/service/cpaas/twilio-api/accounts/call-rate-limit.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { TextField } from "../../parts/fields.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { SavedFormFrame, useSavedForm } from "../../parts/saved-form.tsx";
import { type CallRateLimitAnswer, callRateLimitQuery } from "./service-data.ts";

interface Paced {
  readonly id: string;
  readonly name: string;
}

/** The current rate limit of a call centre, and the form that changes it. */
export function CallRateLimitDialog({
  tenant,
  onClose,
}: {
  readonly tenant: Paced;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.service.tenants");
  const found = useQuery(callRateLimitQuery(tenant.id));
  return (
    <Dialog title={t("paceTitle", { name: tenant.name })} onClose={onClose}>
      <div className="grid gap-5">
        <p className="max-w-[60ch] text-soft">{t("paceText")}</p>
        <Awaiting query={found} lines={4} />
        {found.data === undefined ? null : <RateLimitForm tenant={tenant} pace={found.data} onClose={onClose} />}
      </div>
    </Dialog>
  );
}

/** A typed limit; undefined when it is not a whole number from 1 to the maximum. */
function limitIn(text: string, field: keyof CallRateLimit): number | undefined {
  const value = Number(text.trim());
  return Number.isInteger(value) && value >= 1 && value <= CALL_RATE_LIMIT_MAX[field] ? value : undefined;
}

function RateLimitForm({
  tenant,
  pace,
  onClose,
}: {
  readonly tenant: Paced;
  readonly pace: CallRateLimitAnswer;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.service.tenants");
  // The change rests on the limits that were read first; the figures beside them move on.
  const [before] = useState<CallRateLimit>({ perSecond: pace.perSecond, burst: pace.burst, atOnce: pace.atOnce });
  const form = useSavedForm({
    initial: {
      "pace.perSecond": String(before.perSecond),
      "pace.burst": String(before.burst),
      "pace.atOnce": String(before.atOnce),
    },
    faultsOf: (values) =>
      CALL_RATE_LIMIT_FIELDS.map((field) =>
        limitIn(values[`pace.${field}`], field) === undefined
          ? { field: `pace.${field}`, message: t("paceWrong", { max: CALL_RATE_LIMIT_MAX[field] }) }
          : undefined,
      ),
    save: (values) => {
      const limit = (field: keyof CallRateLimit) => Number(values[`pace.${field}`]);
      const wanted = { perSecond: limit("perSecond"), burst: limit("burst"), atOnce: limit("atOnce") };
      const params = { path: { id: tenant.id } };
      return read(api.PUT("/api/service/tenants/{id}/call-pace", { params, body: { before, pace: wanted } }));
    },
    onSaved: onClose,
  });
  return (
    <SavedFormFrame form={form} submit={t("save")} onCancel={onClose}>
      <p>{t("paceNow", { waiting: pace.waiting, waitingMax: pace.waitingMax, going: pace.going })}</p>
      {CALL_RATE_LIMIT_FIELDS.map((field) => (
        <TextField
          key={field}
          {...form.text(`pace.${field}`)}
          label={t(`paceField.${field}`)}
          inputMode="numeric"
          maxLength={6}
        />
      ))}
    </SavedFormFrame>
  );
}
