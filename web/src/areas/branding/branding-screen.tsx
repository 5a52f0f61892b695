/** The call centre's branding: name, colour with a preview in both themes, logo, and a reset to the defaults. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { NAME_MAX } from "../../../../src/service/tenancy/branding/branding-limits.shared.ts";
import { CONTRAST_MIN, isColour, weakestContrast } from "../../../../src/service/tenancy/branding/colour.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Awaiting } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { type Branding, brandingQuery } from "../../shell/branding.ts";
import { BrandingPreview } from "./branding-preview.tsx";
import { ColourField } from "./colour-field.tsx";
import { LogoPart } from "./logo-part.tsx";

/** The screen of `/layanan/tampilan`. */
export function BrandingScreen(): ReactNode {
  const t = useTranslations("web.branding");
  const found = useQuery(brandingQuery);
  const [said, say] = useState("");
  const { data } = found;
  return (
    <Page width="reading" title={t("title")} lead={t("lead")}>
      <p role="status" className="mb-3 text-small empty:mb-0">
        {said}
      </p>
      <Awaiting query={found} lines={5} />
      {data === undefined ? null : (
        <div className="grid gap-6">
          <BrandingForm key={data.version} look={data} onSaved={() => say(t("saved"))} />
          <LogoPart logo={data.logo} onDone={say} />
          <Reset isChosen={data.name !== null || data.colour !== null || data.logo !== null} onDone={say} />
        </div>
      )}
    </Page>
  );
}

function BrandingForm({ look, onSaved }: { readonly look: Branding; readonly onSaved: () => void }): ReactNode {
  const t = useTranslations("web.branding");
  const cache = useQueryClient();
  const [name, setName] = useState(look.name ?? "");
  const [colour, setColour] = useState(look.colour ?? "");
  const wanted = colour.trim().toLowerCase();
  const keeping = useMutation({
    mutationFn: () => {
      const body = {
        name: name.trim() === "" ? null : name.trim(),
        colour: wanted === "" ? null : wanted,
        expectedVersion: look.version,
      };
      return read(api.PUT("/api/service/branding", { body }));
    },
    onSuccess: async () => {
      onSaved();
      await cache.invalidateQueries({ queryKey: brandingQuery.queryKey });
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(keeping.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const isWrong = wanted !== "" && !isColour(wanted);
    if (isFree(isWrong ? [{ field: "colour", message: t("wrongColour") }] : [])) keeping.mutate();
  };
  const isShown = isColour(wanted) && weakestContrast(wanted) >= CONTRAST_MIN;
  return (
    <form noValidate className="card grid gap-5 p-5" onSubmit={onSubmit}>
      <ErrorSummary lines={lines} problem={problem} />
      <TextField
        name="name"
        label={t("name")}
        hint={t("nameHint")}
        maxLength={NAME_MAX}
        error={faultOf("name")}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <ColourField value={colour} error={faultOf("colour")} onChange={setColour} />
      <BrandingPreview name={name.trim()} colour={isShown ? wanted : null} />
      <BusyButton type="submit" className="button button-main justify-self-start" isBusy={keeping.isPending}>
        {t("save")}
      </BusyButton>
    </form>
  );
}

interface ResetProps {
  readonly isChosen: boolean;
  readonly onDone: (said: string) => void;
}

function Reset({ isChosen, onDone }: ResetProps): ReactNode {
  const t = useTranslations("web.branding");
  const cache = useQueryClient();
  const dropping = useMutation({
    mutationFn: () => read(api.DELETE("/api/service/branding")),
    onSuccess: async () => {
      onDone(t("resetDone"));
      await cache.invalidateQueries({ queryKey: brandingQuery.queryKey });
    },
  });
  const { problem } = useFormFaults(dropping.error);
  if (!isChosen) return null;
  return (
    <section aria-label={t("reset")} className="grid gap-2">
      <ErrorSummary lines={[]} problem={problem} />
      <p className="text-small text-soft">{t("resetHint")}</p>
      <BusyButton
        type="button"
        className="button justify-self-start"
        isBusy={dropping.isPending}
        onClick={() => dropping.mutate()}
      >
        {t("reset")}
      </BusyButton>
    </section>
  );
}
