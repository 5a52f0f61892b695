/** The dialog that opens a request about personal data. */
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ErrorSummary, SelectField, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import type { PersonalRequest } from "./personal-data.ts";

const IDENTIFIED_MIN = 5;
const KINDS = ["see", "delete"] as const satisfies readonly PersonalRequest["kind"][];

/** Opens the request, and goes on to it. */
export function OpenRequestDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useTranslations("web.personalData");
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [kind, setKind] = useState<PersonalRequest["kind"]>("see");
  const [number, setNumber] = useState("");
  const [identifiedBy, setIdentifiedBy] = useState("");
  const opening = useMutation({
    mutationFn: () =>
      read<{ readonly id: string }>(
        api.POST("/api/service/personal-requests", {
          body: { kind, number: number.trim(), identifiedBy: identifiedBy.trim() },
        }),
      ),
    onSuccess: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: ["service", "personal-requests"] });
      await navigate({ to: "/layanan/data-pribadi/$id", params: { id } });
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(opening.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const faults = [
      ...(number.trim() === "" ? [{ field: "number", message: parts("required", { field: t("number") }) }] : []),
      ...(identifiedBy.trim().length >= IDENTIFIED_MIN
        ? []
        : [{ field: "identifiedBy", message: t("identifiedShort") }]),
    ];
    if (isFree(faults)) opening.mutate();
  };
  return (
    <Dialog title={t("open")} onClose={onClose}>
      <form noValidate className="grid gap-5" onSubmit={onSubmit}>
        <ErrorSummary lines={lines} problem={problem} />
        <SelectField
          name="kind"
          label={t("kind")}
          value={kind}
          onChange={({ target }) => setKind(KINDS.find((one) => one === target.value) ?? kind)}
        >
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {t(`kinds.${one}`)}
            </option>
          ))}
        </SelectField>
        <TextField
          name="number"
          label={t("number")}
          hint={t("numberHint")}
          type="tel"
          autoComplete="off"
          maxLength={32}
          error={faultOf("number")}
          value={number}
          onChange={({ target }) => setNumber(target.value)}
        />
        <TextField
          name="identifiedBy"
          label={t("identified")}
          hint={t("identifiedHint")}
          autoComplete="off"
          maxLength={500}
          error={faultOf("identifiedBy")}
          value={identifiedBy}
          onChange={({ target }) => setIdentifiedBy(target.value)}
        />
        <div className="flex flex-wrap gap-2">
          <BusyButton type="submit" className="button button-main" isBusy={opening.isPending}>
            {t("openYes")}
          </BusyButton>
          <button type="button" className="button" onClick={onClose}>
            {parts("cancel")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
