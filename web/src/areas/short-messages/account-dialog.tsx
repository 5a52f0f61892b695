/** Creates an SMPP account; its password is shown once. */
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { ACCOUNT_MOST, SYSTEM_ID } from "../../../../src/service/messaging/sms/settings/settings-limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, SelectField, type SummaryLine, TextArea, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { OnceSecret } from "../cpaas/once-secret.tsx";
import { type AccountRow, accountsQuery } from "./sms-settings-data.ts";

interface IssuedAccount {
  readonly name: string;
  readonly systemId: string;
  readonly password: string;
}

interface Draft {
  readonly name: string;
  readonly systemId: string;
  readonly addresses: string;
  readonly ratePerSecond: string;
  readonly windowMax: string;
  readonly bindsMax: string;
  readonly defaultCoding: AccountRow["defaultCoding"];
  readonly category: AccountRow["category"];
}

const NEW: Draft = {
  name: "",
  systemId: "",
  addresses: "",
  ratePerSecond: "20",
  windowMax: "10",
  bindsMax: "2",
  defaultCoding: "gsm",
  category: "transactional",
};
const FIGURES = ["ratePerSecond", "windowMax", "bindsMax"] as const;
const CODINGS = ["gsm", "latin1"] as const satisfies readonly Draft["defaultCoding"][];
const CATEGORIES = ["otp", "transactional", "promotional"] as const satisfies readonly Draft["category"][];
/** Pattern of an IP address or network; the server validates it fully. */
const ADDRESS = /^[\da-f.:]{2,45}(?:\/\d{1,3})?$/i;

const addressesOf = (text: string): string[] => text.split(/[\s,;]+/).filter((one) => one !== "");
const isWithin = (text: string, most: number): boolean => /^[1-9]\d{0,4}$/.test(text) && Number(text) <= most;

/** The dialog: first the form, then the credentials of the SMPP client. */
export function AccountDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.smsSettings.programs");
  const all = useTranslations("web.smsSettings");
  const [made, setMade] = useState<IssuedAccount | null>(null);
  if (made === null)
    return (
      <Dialog title={t("newAccount")} onClose={onClose}>
        <AccountForm onMade={setMade} onClose={onClose} />
      </Dialog>
    );
  const facts = [
    { name: t("systemId"), value: made.systemId },
    { name: t("password"), value: made.password },
  ];
  return (
    <Dialog title={t("accountMade", { name: made.name })} onClose={onClose}>
      <OnceSecret
        title={t("onceTitle")}
        text={t("onceAccount")}
        facts={facts}
        done={t("done")}
        copyOf={(what) => all("copy", { what })}
        onDone={onClose}
      />
    </Dialog>
  );
}

function useFaults(): (draft: Draft) => readonly SummaryLine[] {
  const t = useTranslations("web.smsSettings.programs");
  const parts = useTranslations("web.parts");
  return (draft) => {
    const addresses = addressesOf(draft.addresses);
    const areFit = addresses.length <= ACCOUNT_MOST.addresses && addresses.every((one) => ADDRESS.test(one));
    return [
      ...(draft.name.trim() === "" ? [{ field: "name", message: parts("required", { field: t("name") }) }] : []),
      ...(SYSTEM_ID.test(draft.systemId.trim()) ? [] : [{ field: "systemId", message: t("systemIdFault") }]),
      ...(areFit ? [] : [{ field: "addresses", message: t("addressesFault", { most: ACCOUNT_MOST.addresses }) }]),
      ...FIGURES.filter((field) => !isWithin(draft[field].trim(), ACCOUNT_MOST[field])).map((field) => ({
        field,
        message: t("between", { least: 1, most: ACCOUNT_MOST[field] }),
      })),
    ];
  };
}

function useMaking(onMade: (made: IssuedAccount) => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (draft: Draft): Promise<IssuedAccount> => {
      const [name, systemId] = [draft.name.trim(), draft.systemId.trim()];
      const [ratePerSecond, windowMax, bindsMax] = [draft.ratePerSecond, draft.windowMax, draft.bindsMax].map(Number);
      const { defaultCoding, category } = draft;
      const body = {
        name,
        systemId,
        addresses: addressesOf(draft.addresses),
        defaultCoding,
        category,
        ratePerSecond: ratePerSecond ?? 1,
        windowMax: windowMax ?? 1,
        bindsMax: bindsMax ?? 1,
      };
      const { password } = await read<{ password: string }>(api.POST("/api/service/sms/accounts", { body }));
      return { name, systemId, password };
    },
    // The response is not cached, so that no cache holds a password.
    gcTime: 0,
    onSuccess: async (made) => {
      onMade(made);
      await cache.invalidateQueries({ queryKey: accountsQuery.queryKey });
    },
  });
}

function AccountForm({
  onMade,
  onClose,
}: {
  readonly onMade: (made: IssuedAccount) => void;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.smsSettings.programs");
  const parts = useTranslations("web.parts");
  const [draft, setDraft] = useState(NEW);
  const making = useMaking(onMade);
  const faultsOf = useFaults();
  const { lines, problem, faultOf, isFree } = useFormFaults(making.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (isFree(faultsOf(draft))) making.mutate(draft);
  };
  const textOf = (name: "name" | "systemId" | (typeof FIGURES)[number]) => ({
    name,
    label: t(name),
    error: faultOf(name),
    value: draft[name],
    onChange: ({ target }: { readonly target: { readonly value: string } }) =>
      setDraft({ ...draft, [name]: target.value }),
  });
  const inNetwork = lines.find(({ field }) => field.startsWith("addresses."))?.message;
  return (
    <form noValidate className="grid gap-4" onSubmit={onSubmit}>
      <ErrorSummary lines={lines} problem={problem} />
      <TextField {...textOf("name")} hint={t("nameHint")} maxLength={80} />
      <TextField
        {...textOf("systemId")}
        hint={t("systemIdHint")}
        maxLength={15}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      <SelectField
        name="category"
        label={t("category")}
        hint={t("categoryHint")}
        error={faultOf("category")}
        value={draft.category}
        onChange={({ target }) => setDraft({ ...draft, category: target.value as Draft["category"] })}
      >
        {CATEGORIES.map((one) => (
          <option key={one} value={one}>
            {t(`categories.${one}`)}
          </option>
        ))}
      </SelectField>
      <TextArea
        name="addresses"
        label={t("addresses")}
        hint={t("addressesHint")}
        error={faultOf("addresses") ?? inNetwork}
        rows={3}
        spellCheck={false}
        value={draft.addresses}
        onChange={({ target }) => setDraft({ ...draft, addresses: target.value })}
      />
      <div className="grid items-end gap-4 sm:grid-cols-3">
        {FIGURES.map((name) => (
          <TextField key={name} {...textOf(name)} inputMode="numeric" maxLength={4} />
        ))}
      </div>
      <SelectField
        name="defaultCoding"
        label={t("defaultCoding")}
        error={faultOf("defaultCoding")}
        value={draft.defaultCoding}
        onChange={({ target }) => setDraft({ ...draft, defaultCoding: target.value as Draft["defaultCoding"] })}
      >
        {CODINGS.map((one) => (
          <option key={one} value={one}>
            {t(`codings.${one}`)}
          </option>
        ))}
      </SelectField>
      <div className="flex flex-wrap gap-2">
        <BusyButton type="submit" className="button button-main" isBusy={making.isPending}>
          {t("make")}
        </BusyButton>
        <button type="button" className="button" onClick={onClose}>
          {parts("cancel")}
        </button>
      </div>
    </form>
  );
}
