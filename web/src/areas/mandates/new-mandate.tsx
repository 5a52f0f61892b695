/** A new mandate: kinds of decree, signer, start date and the wording of the signature block, with a preview. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { DECREE_KINDS, type MandateBody, type MandateRow } from "../../data/mandates.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { CheckField, ErrorSummary, SelectField, TextArea, TextField } from "../../parts/fields.tsx";
import { SignatureBlock } from "./signature-block.tsx";

interface NewMandateProps {
  readonly today: string;
  readonly signers: readonly {
    readonly id: string;
    readonly name: string;
    readonly roles: readonly ("coordinator" | "director")[];
  }[];
  /** Kinds of decree that no mandate covers today; they are preselected. */
  readonly uncovered: readonly string[];
  /** The newest mandate, whose values prefill the form. */
  readonly model: MandateRow | undefined;
  readonly onClose: () => void;
}

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

const wordOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
};

const orNull = (text: string): string | null => (text === "" ? null : text);

function bodyOf(form: FormData): MandateBody {
  return {
    decreeKinds: DECREE_KINDS.filter((kind) => form.get(`kind-${kind}`) !== null),
    signerPersonId: orNull(wordOf(form, "signerPersonId")),
    validFrom: wordOf(form, "validFrom"),
    validTo: orNull(wordOf(form, "validTo")),
    demonstration: form.get("demonstration") !== null,
    legalBasis: linesOf(wordOf(form, "legalBasis")),
    office: {
      institution: wordOf(form, "institution"),
      unit: wordOf(form, "unit"),
      addressLines: linesOf(wordOf(form, "addressLines")),
      authority: wordOf(form, "authority"),
      place: wordOf(form, "place"),
      capacity: linesOf(wordOf(form, "capacity")),
      signerName: wordOf(form, "signerName"),
      signerDetail: orNull(wordOf(form, "signerDetail")),
      signedNote: wordOf(form, "signedNote"),
    },
  };
}

function WordFields({ model }: Pick<NewMandateProps, "model">): ReactNode {
  const t = useTranslations("web.mandates");
  const office = model?.office;
  return (
    <>
      <TextField
        name="institution"
        label={t("institution")}
        required
        maxLength={300}
        defaultValue={office?.institution}
      />
      <TextField name="unit" label={t("unit")} required maxLength={300} defaultValue={office?.unit} />
      <TextArea
        name="addressLines"
        label={t("address")}
        hint={t("onePerLine")}
        rows={2}
        defaultValue={office?.addressLines.join("\n")}
      />
      <TextField
        name="authority"
        label={t("authority")}
        hint={t("authorityHint")}
        required
        maxLength={300}
        defaultValue={office?.authority}
      />
      <TextField name="place" label={t("place")} required maxLength={300} defaultValue={office?.place} />
      <TextArea
        name="legalBasis"
        label={t("legalBasis")}
        hint={t("onePerLine")}
        rows={3}
        required
        defaultValue={model?.legalBasis.join("\n")}
      />
      <TextField name="signedNote" label={t("signedNote")} required maxLength={300} defaultValue={office?.signedNote} />
    </>
  );
}

/** The fields of the signature block with a preview of the printed block. */
function BlockFields({ model }: Pick<NewMandateProps, "model">): ReactNode {
  const t = useTranslations("web.mandates");
  const [capacity, setCapacity] = useState(model?.office.capacity.join("\n") ?? "");
  const [signerName, setSignerName] = useState(model?.office.signerName ?? "");
  const [signerDetail, setSignerDetail] = useState(model?.office.signerDetail ?? "");
  const lines = linesOf(capacity);
  return (
    <>
      <TextArea
        name="capacity"
        label={t("capacity")}
        hint={t("capacityHint")}
        rows={4}
        required
        value={capacity}
        onChange={(event) => setCapacity(event.currentTarget.value)}
      />
      <TextField
        name="signerName"
        label={t("signerName")}
        required
        maxLength={300}
        value={signerName}
        onChange={(event) => setSignerName(event.currentTarget.value)}
      />
      <TextField
        name="signerDetail"
        label={t("signerDetail")}
        maxLength={300}
        value={signerDetail}
        onChange={(event) => setSignerDetail(event.currentTarget.value)}
      />
      <div className="grid gap-4 sm:grid-cols-2" aria-live="polite">
        <div className="card p-4">
          <p className="mb-2 text-small text-soft">{t("preview")}</p>
          <SignatureBlock capacity={lines} signerName={signerName} signerDetail={orNull(signerDetail)} />
        </div>
        <div className="card p-4">
          <p className="mb-2 text-small text-soft">{t("previewPlh")}</p>
          <SignatureBlock capacity={lines} signerName={signerName} signerDetail={null} acting="Plh." />
        </div>
      </div>
    </>
  );
}

/** The dialog that adds a mandate. */
export function NewMandate({ today, signers, uncovered, model, onClose }: NewMandateProps): ReactNode {
  const t = useTranslations("web.mandates");
  const roles = useTranslations("roles");
  const cache = useQueryClient();
  const adding = useMutation({
    mutationFn: (body: MandateBody) => read(api.POST("/api/mandates", { body })),
    onSuccess: async () => {
      await Promise.all(["mandates", "authority-proposals"].map((key) => cache.invalidateQueries({ queryKey: [key] })));
      onClose();
    },
  });
  const problem = adding.error === null ? null : problemOf(adding.error);
  const faults = problem?.fields ?? [];
  const faultOf = (field: string): string | undefined => faults.find(({ path }) => path === field)?.message;
  return (
    <Dialog title={t("newTitle")} onClose={onClose}>
      <form
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          adding.mutate(bodyOf(new FormData(event.currentTarget)));
        }}
      >
        <ErrorSummary lines={faults.map(({ path, message }) => ({ field: path, message }))} problem={problem} />
        <p className="text-soft">{t("newText")}</p>
        <fieldset className="grid gap-2" id="decreeKinds" tabIndex={-1}>
          <legend className="mb-1 font-semibold">{t("forKinds")}</legend>
          <p className="field-hint">{t(uncovered.length === 0 ? "forKindsHint" : "forKindsGap")}</p>
          {DECREE_KINDS.map((kind) => (
            <CheckField
              key={kind}
              name={`kind-${kind}`}
              label={t(`kinds.${kind}`)}
              defaultChecked={uncovered.includes(kind)}
            />
          ))}
        </fieldset>
        <TextField
          name="validFrom"
          type="date"
          label={t("firstDay")}
          required
          min={today}
          defaultValue={today}
          error={faultOf("validFrom")}
        />
        <TextField name="validTo" type="date" label={t("lastDayOptional")} min={today} error={faultOf("validTo")} />
        <SelectField
          name="signerPersonId"
          label={t("signer")}
          hint={t("signerHint")}
          defaultValue=""
          error={faultOf("signerPersonId")}
        >
          <option value="">{t("anyone")}</option>
          {signers.map(({ id, name, roles: held }) => (
            <option key={id} value={id}>
              {`${name} – ${held.map((role) => roles(role)).join(", ")}`}
            </option>
          ))}
        </SelectField>
        <BlockFields model={model} />
        <WordFields model={model} />
        <CheckField name="demonstration" label={t("isDemonstration")} defaultChecked={model?.demonstration ?? false} />
        <div className="flex flex-wrap gap-3">
          <BusyButton type="submit" className="button button-main" isBusy={adding.isPending}>
            {t("save")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {t("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
