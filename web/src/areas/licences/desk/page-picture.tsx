/** The image of a page on which a spot is marked by a click, or by arrow keys and Enter. */
import { type KeyboardEvent, type MouseEvent, type ReactNode, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { movedSpot, type Spot, spotAt } from "./spot.ts";

/** A finding that refers to this page. */
interface Mark extends Spot {
  readonly id: string;
  readonly label: string;
  readonly note: string;
}

interface PagePictureProps {
  readonly address: string;
  readonly alt: string;
  readonly isBig: boolean;
  readonly marks: readonly Mark[];
  readonly spot: Spot | null;
  /** Null where findings are not permitted. */
  readonly onSpot: ((spot: Spot) => void) | null;
  readonly onFail: () => void;
}

const percent = (fraction: number): string => `${(fraction * 100).toFixed(2)}%`;

function Cross({ spot }: { readonly spot: Spot }): ReactNode {
  return <span className="page-cross" aria-hidden="true" style={{ left: percent(spot.x), top: percent(spot.y) }} />;
}

/** The image with its markers. */
export function PagePicture(props: PagePictureProps): ReactNode {
  const { address, alt, isBig, marks, spot, onSpot, onFail } = props;
  const t = useTranslations("web.licenceDesk");
  const picture = useRef<HTMLImageElement>(null);
  const [aim, setAim] = useState<Spot | null>(null);
  const [isFocused, setFocused] = useState(false);
  const shown = aim ?? spot;
  const onClick = (event: MouseEvent): void => {
    const box = picture.current?.getBoundingClientRect();
    // A click by Enter has no coordinates: it uses the spot chosen with the arrow keys.
    if (event.detail === 0) {
      if (shown !== null) onSpot?.(shown);
      return;
    }
    if (box !== undefined) onSpot?.(spotAt({ x: event.clientX, y: event.clientY }, box));
    setAim(null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = movedSpot(shown, event.key, { isFast: event.shiftKey });
    if (next === null) return;
    event.preventDefault();
    setAim(next);
  };
  const inner = (
    <>
      <img ref={picture} src={address} alt={alt} className="block w-full bg-white" onError={onFail} />
      {marks.map((mark) => (
        <span
          key={mark.id}
          className="page-mark"
          title={mark.note}
          style={{ left: percent(mark.x), top: percent(mark.y) }}
        >
          <span className="sr-only">{t("markHere", { note: mark.note })}</span>
          <span aria-hidden="true">{mark.label}</span>
        </span>
      ))}
      {shown === null ? null : <Cross spot={shown} />}
    </>
  );
  return (
    <div className="grid min-w-0 gap-2">
      <div className={`page-frame ${isBig ? "page-frame-big" : ""}`}>
        {onSpot === null ? (
          <div className="page-sheet">{inner}</div>
        ) : (
          <button
            type="button"
            id="desk-page"
            className="page-sheet cursor-crosshair"
            aria-describedby="page-keys"
            onClick={onClick}
            onKeyDown={onKeyDown}
            onFocus={() => setFocused(true)}
            onBlur={() => {
              setFocused(false);
              setAim(null);
            }}
          >
            {inner}
          </button>
        )}
      </div>
      {onSpot === null ? null : (
        <p id="page-keys" className="text-small text-soft">
          {t("pageKeys")}
        </p>
      )}
      <span className="sr-only" role="status">
        {isFocused && aim !== null ? t("aim", { x: Math.round(aim.x * 100), y: Math.round(aim.y * 100) }) : ""}
      </span>
    </div>
  );
}
