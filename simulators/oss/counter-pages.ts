import type { LicenceAtCounter } from "./counter.ts";

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:46rem;padding:0 1rem;color-scheme:light dark}
label{display:block;margin-top:.8rem}input{font:inherit;padding:.4rem;max-width:100%}button{font:inherit;margin-top:1rem;padding:.5rem 1rem}
section{border:1px solid #8886;border-radius:.5rem;padding:1rem;margin:1rem 0}.note{border-left:4px solid #b45309;padding-left:.8rem}`;

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="id"><head><meta charset="utf-8"><title>${escaped(title)} - Simulator OSS RBA</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${STYLE}</style></head>
<body><main><h1>${escaped(title)}</h1>
<p class="note">Simulator OSS RBA: bukan situs pemerintah, tidak ada yang berlaku.</p>${body}</main></body></html>
`;
}

/** The sign-in page of applicants. */
export function signInPage(fault: string | null): string {
  const said = fault === null ? "" : `<p role="alert">${escaped(fault)}</p>`;
  return page(
    "Masuk sebagai pelaku usaha",
    `${said}<form method="post" action="/pelaku-usaha/masuk"><label>NIB <input name="nib" inputmode="numeric" required></label>
<label>Kata sandi (apa saja) <input type="password" name="sandi" required></label><button>Masuk</button></form>`,
  );
}

/** The licences of the signed-in applicant: required uploads, and the Izin once it exists. */
export function applicantPage(
  company: { readonly nib: string; readonly name: string },
  licences: readonly LicenceAtCounter[],
  said: string | null,
): string {
  const alert = said === null ? "" : `<p role="status"><strong>${escaped(said)}</strong></p>`;
  const list = licences.map(licenceSection).join("");
  const empty = licences.length === 0 ? "<p>Belum ada permohonan izin untuk NIB ini.</p>" : "";
  return page("Permohonan izin Anda", `<p>${escaped(company.name)}, NIB ${company.nib}</p>${alert}${list}${empty}`);
}

function licenceSection({ licenseId, uploaded, refused, izin }: LicenceAtCounter): string {
  const files = uploaded.map(({ number, name }) => `<li>${escaped(number)} (${escaped(name)})</li>`).join("");
  const answer = refused === null ? "" : `<p role="alert">Ditolak: ${escaped(refused)}. Perbaiki lalu unggah lagi.</p>`;
  const sent = files === "" ? "" : `<p>Dokumen yang sudah diunggah:</p><ul>${files}</ul>${answer}`;
  const id = encodeURIComponent(licenseId);
  const below =
    izin === null
      ? `<form method="post" enctype="multipart/form-data" action="/pelaku-usaha/izin/${id}">
<label>Nomor SKLO <input name="nomor" required></label><label>Berkas SKLO, PDF paling besar 2 MB <input type="file" name="berkas" accept="application/pdf" required></label>
<button>Unggah SKLO</button></form>`
      : `<p>Izin nomor <strong>${escaped(izin.number)}</strong> terbit ${izin.grantedOn}. <a href="/berkas/${id}.pdf">Lihat izin (PDF)</a></p>`;
  return `<section aria-label="Permohonan ${escaped(licenseId)}"><h2>Izin KBLI 82200, ${escaped(licenseId)}</h2>${sent}${below}</section>`;
}

/** Work list of an OSS officer. */
export function officerPage(waiting: readonly LicenceAtCounter[], said: string | null): string {
  const alert = said === null ? "" : `<p role="status"><strong>${escaped(said)}</strong></p>`;
  const list = waiting
    .map(({ licenseId, nib, uploaded }) => {
      const number = uploaded.at(-1)?.number ?? "";
      return `<section aria-label="Permohonan ${escaped(licenseId)}"><h2>${escaped(licenseId)}</h2><p>NIB ${nib}, SKLO ${escaped(number)}</p>
<form method="post" action="/petugas/izin/${encodeURIComponent(licenseId)}"><button>Setujui dan terbitkan izin</button></form>
<form method="post" action="/petugas/izin/${encodeURIComponent(licenseId)}/tolak"><label>Alasan penolakan <input name="alasan" required></label><button>Tolak</button></form></section>`;
    })
    .join("");
  const empty = waiting.length === 0 ? "<p>Tidak ada permohonan yang menunggu.</p>" : "";
  return page("Petugas OSS", `${alert}${list}${empty}`);
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
