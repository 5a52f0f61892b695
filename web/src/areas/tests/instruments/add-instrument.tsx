/** Registers a measuring instrument: its public key and its calibration. */
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { BusyButton } from "../../../parts/busy-button.tsx";
import { TextField } from "../../../parts/fields.tsx";
import { FailureNotice } from "../../../parts/notice.tsx";
import { useInstrumentAct } from "./instrument-data.ts";

const EMPTY = { name: "", serial: "", publicKey: "", number: "", validUntil: "" };
const KEY = /^[A-Za-z0-9+/]{43}=$/;

/** The form; `onAdded` receives the name. */
export function AddInstrument({ onAdded }: { readonly onAdded: (name: string) => void }): ReactNode {
  const t = useTranslations("web.instruments");
  const adding = useInstrumentAct();
  const [form, setForm] = useState(EMPTY);
  const [isChecked, setChecked] = useState(false);
  const isKeyWrong = !KEY.test(form.publicKey.trim());
  const field = (name: keyof typeof EMPTY) => ({
    name,
    label: t(name === "publicKey" ? "key" : name === "validUntil" ? "until" : name),
    required: true,
    value: form[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      setForm({ ...form, [name]: event.currentTarget.value }),
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setChecked(true);
    if (isKeyWrong) return;
    const { name, serial, publicKey, number, validUntil } = form;
    adding.mutate(
      { act: "add", name, serial, publicKey: publicKey.trim(), calibration: { number, validUntil } },
      {
        onSuccess: () => {
          setForm(EMPTY);
          setChecked(false);
          onAdded(name);
        },
      },
    );
  };
  return (
    <form className="card grid gap-4 p-5" onSubmit={send} aria-labelledby="add-instrument">
      <h2 id="add-instrument">{t("addTitle")}</h2>
      <TextField {...field("name")} maxLength={100} />
      <TextField {...field("serial")} maxLength={100} />
      <TextField
        {...field("publicKey")}
        hint={t("keyHint")}
        error={isChecked && isKeyWrong ? t("keyWrong") : undefined}
        maxLength={60}
        autoComplete="off"
        spellCheck={false}
      />
      <TextField {...field("number")} maxLength={200} />
      <TextField {...field("validUntil")} type="date" />
      {adding.error === null ? null : <FailureNotice error={adding.error} />}
      <BusyButton type="submit" className="button button-main justify-self-start" isBusy={adding.isPending}>
        {t("add")}
      </BusyButton>
    </form>
  );
}
