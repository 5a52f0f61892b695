/** A section of a page of an uploaded file, cropped from the page image, with the place of the finding framed. */
import { type ReactNode, useState } from "react";
import { addressOf } from "../../data/client.ts";

/** Points (1/72 inch) from the top left of a page. */
interface Area {
  readonly page: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface AreaPictureProps {
  readonly licenceId: string;
  readonly slot: string;
  readonly sha256: string;
  readonly area: Area;
  readonly alt: string;
}

/** Templates are A4; a scan of one has the same proportions at any resolution. */
const A4 = { width: 595.28, height: 841.89 } as const;
/** Margin around the place, in points. */
const AROUND = 36;

/** The cropped image; renders nothing when it cannot be made, because the finding is also described in text. */
export function AreaPicture({ licenceId, slot, sha256, area, alt }: AreaPictureProps): ReactNode {
  const [isGone, setGone] = useState(false);
  if (isGone) return null;
  const address = addressOf(`/api/licences/{id}/documents/{slot}/page/${area.page}.png`, {
    path: { id: licenceId, slot },
    query: { of: sha256.slice(0, 16) },
  });
  const left = Math.max(0, area.left - AROUND);
  const top = Math.max(0, area.top - AROUND);
  const width = Math.min(A4.width - left, area.width + 2 * AROUND);
  const height = Math.min(A4.height - top, area.height + 2 * AROUND);
  return (
    <svg
      role="img"
      aria-label={alt}
      viewBox={`${left} ${top} ${width} ${height}`}
      className="mt-2 w-full max-w-[420px] rounded-small border border-strong bg-white"
    >
      <image
        href={address}
        width={A4.width}
        height={A4.height}
        preserveAspectRatio="none"
        onError={() => setGone(true)}
      />
      <rect
        x={area.left}
        y={area.top}
        width={area.width}
        height={area.height}
        fill="none"
        className="stroke-bad"
        strokeWidth="2"
        strokeDasharray="6 4"
      />
    </svg>
  );
}
