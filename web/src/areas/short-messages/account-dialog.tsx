/** Creates an SMPP account; its password is shown once. */
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { ACCOUNT_MOST, SYSTEM_ID } from "../../../../src/service/messaging/sms/settings/settings-limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { SavedFormFrame, useSavedForm } from "../../parts/saved-form.tsx";
import { OnceSecret } from "../cpaas/once-secret.tsx";
import { type AccountRow, accountsQuery } from "./sms-settings-data.ts";

interface IssuedAccount {
  readonly name: string;
  readonly systemId: string;
  readonly password: string;
}

const NEW = {
  name: "",
  systemId: "",
  addresses: "",
  ratePerSecond: "20",
  windowMax: "10",
  bindsMax: "2",
  defaultCoding: "gsm" as AccountRow["defaultCoding"],
  category: "transactional" as AccountRow["category"],
};
type Draft = typeof NEW;
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

async function createAccount(draft: Draft): Promise<IssuedAccount> {
  const { defaultCoding, category } = draft;
  const body = {
    name: draft.name.trim(),
    systemId: draft.systemId.trim(),
    addresses: addressesOf(draft.addresses),
    defaultCoding,
    category,
    ratePerSecond: Number(draft.ratePerSecond),
    windowMax: Number(draft.windowMax),
    bindsMax: Number(draft.bindsMax),
  };
  const { password } = await read<{ password: string }>(api.POST("/api/service/sms/accounts", { body }));
  return { name: body.name, systemId: body.systemId, password };
}

function AccountForm({
  onMade,
  onClose,
}: {
  readonly onMade: (made: IssuedAccount) => void;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.smsSettings.programs");
  const form = useSavedForm({
    initial: NEW,
    faultsOf: (draft, missing) => {
      const addresses = addressesOf(draft.addresses);
      const areFit = addresses.length <= ACCOUNT_MOST.addresses && addresses.every((one) => ADDRESS.test(one));
      return [
        missing("name", t("name")),
        SYSTEM_ID.test(draft.systemId.trim()) ? undefined : { field: "systemId", message: t("systemIdFault") },
        areFit ? undefined : { field: "addresses", message: t("addressesFault", { most: ACCOUNT_MOST.addresses }) },
        ...FIGURES.filter((field) => !isWithin(draft[field].trim(), ACCOUNT_MOST[field])).map((field) => ({
          field,
          message: t("between", { least: 1, most: ACCOUNT_MOST[field] }),
        })),
      ];
    },
    save: createAccount,
    refreshes: accountsQuery.queryKey,
    onSaved: onMade,
    keepsAnswer: false,
  });
  const inNetwork = form.lines.find(({ field }) => field.startsWith("addresses."))?.message;
  return (
    <SavedFormFrame form={form} submit={t("make")} onCancel={onClose}>
      <TextField {...form.text("name")} label={t("name")} hint={t("nameHint")} maxLength={80} />
      <TextField
        {...form.text("systemId")}
        label={t("systemId")}
        hint={t("systemIdHint")}
        maxLength={15}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      <SelectField {...form.text("category")} label={t("category")} hint={t("categoryHint")}>
        {CATEGORIES.map((one) => (
          <option key={one} value={one}>
            {t(`categories.${one}`)}
          </option>
        ))}
      </SelectField>
      <TextArea
        {...form.text("addresses")}
        label={t("addresses")}
        hint={t("addressesHint")}
        error={form.faultOf("addresses") ?? inNetwork}
        rows={3}
        spellCheck={false}
      />
      <div className="grid items-end gap-4 sm:grid-cols-3">
        {FIGURES.map((name) => (
          <TextField key={name} {...form.text(name)} label={t(name)} inputMode="numeric" maxLength={4} />
        ))}
      </div>
      <SelectField {...form.text("defaultCoding")} label={t("defaultCoding")}>
        {CODINGS.map((one) => (
          <option key={one} value={one}>
            {t(`codings.${one}`)}
          </option>
        ))}
      </SelectField>
    </SavedFormFrame>
  );
}
