/** The dialog that says how fast calls of programs begin for a call centre. */
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import {
  CALL_RATE_LIMIT_FIELDS,
  CALL_RATE_LIMIT_MAX,
  type CallRateLimit,
} from "../../../../src/service/cpaas/twilio-api/accounts/call-rate-limit.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Awaiting } from "../../parts/notice.tsx";
import { type CallRateLimitAnswer, callRateLimitQuery } from "./service-data.ts";

interface Paced {
  readonly id: string;
  readonly name: string;
}

/** The pace of a call centre as it stands, and the form that changes it. */
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
        {found.data === undefined ? null : <RateLimitForms tenant={tenant} pace={found.data} onClose={onClose} />}
      </div>
    </Dialog>
  );
}

type Texts = Readonly<Record<keyof CallRateLimit, string>>;

/** The number that somebody typed; null for what is no such number. */
function typed(text: string, field: keyof CallRateLimit): number | null {
  const value = Number(text.trim());
  return Number.isInteger(value) && value >= 1 && value <= CALL_RATE_LIMIT_MAX[field] ? value : null;
}

function RateLimitForms({
  tenant,
  pace,
  onClose,
}: {
  readonly tenant: Paced;
  readonly pace: CallRateLimitAnswer;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.service.tenants");
  const parts = useTranslations("web.parts");
  // What was read first is what the change stands on, however the figures beside it move on.
  const [before] = useState<CallRateLimit>({ perSecond: pace.perSecond, burst: pace.burst, atOnce: pace.atOnce });
  const [texts, setTexts] = useState<Texts>({
    perSecond: String(before.perSecond),
    burst: String(before.burst),
    atOnce: String(before.atOnce),
  });
  const keeping = useMutation({
    mutationFn: (wanted: CallRateLimit) =>
      read(
        api.PUT("/api/service/tenants/{id}/call-pace", {
          params: { path: { id: tenant.id } },
          body: { before, pace: wanted },
        }),
      ),
    onSuccess: onClose,
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(keeping.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const [perSecond, burst, atOnce] = CALL_RATE_LIMIT_FIELDS.map((field) => typed(texts[field], field));
    const wrong = CALL_RATE_LIMIT_FIELDS.filter((field) => typed(texts[field], field) === null).map((field) => ({
      field: `pace.${field}`,
      message: t("paceWrong", { max: CALL_RATE_LIMIT_MAX[field] }),
    }));
    if (!isFree(wrong) || perSecond == null || burst == null || atOnce == null) return;
    keeping.mutate({ perSecond, burst, atOnce });
  };
  return (
    <form noValidate className="grid gap-5" onSubmit={onSubmit}>
      <ErrorSummary lines={lines} problem={problem} />
      <p>{t("paceNow", { waiting: pace.waiting, waitingMax: pace.waitingMax, going: pace.going })}</p>
      {CALL_RATE_LIMIT_FIELDS.map((field) => (
        <TextField
          key={field}
          name={`pace.${field}`}
          inputMode="numeric"
          maxLength={6}
          label={t(`paceField.${field}`)}
          error={faultOf(`pace.${field}`)}
          value={texts[field]}
          onChange={({ target }) => setTexts({ ...texts, [field]: target.value })}
        />
      ))}
      <div className="flex flex-wrap gap-2">
        <BusyButton type="submit" className="button button-main" isBusy={keeping.isPending}>
          {t("save")}
        </BusyButton>
        <button type="button" className="button" onClick={onClose}>
          {parts("cancel")}
        </button>
      </div>
    </form>
  );
}
