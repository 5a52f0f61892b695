/**
 * The addresses that the browser application answers. The server sends the application with status 200 for these and
 * with 404 for any other path. A segment that begins with ":" stands for any one segment.
 */
export const CLIENT_ROUTES = [
  "/nomor",
  "/nomor/:code",
  "/aturan",
  "/masuk",
  "/daftar",
  "/mulai/:token",
  "/konfirmasi-surel/:token",
  "/lupa-sandi",
  "/atur-ulang-sandi/:token",
  "/undangan/:token",
  "/faktor-kedua",
  "/faktor-kedua/daftar",
  "/akun",
  "/akun/faktor-kedua",
  "/pesan",
  "/surel",
  "/pelaksana",
  "/pelaksana/baru",
  "/beranda",
  "/perusahaan/baru",
  "/surat-kuasa",
  "/surat-kuasa/baru",
  "/sengketa",
  "/sengketa/baru",
  "/meja-sengketa",
  "/meja-sengketa/:id",
  "/dokumen-dibuka",
  "/verifikasi",
  "/verifikasi/:id",
  "/permohonan",
  "/permohonan/baru",
  "/permohonan/:id",
  "/izin",
  "/izin/:id",
  "/izin/:id/bagian/:part",
  "/izin/:id/periksa",
  "/izin/:id/unggah-oss",
  "/izin/:id/keberatan",
  "/keberatan/:id",
  "/tugas-keberatan",
  "/izin/:id/uji",
  "/tugas-izin",
  "/uji",
  "/uji/:id",
  "/uji/:id/lapangan",
  "/tugas-uji",
  "/kode-saya",
  "/pencabutan/baru",
  "/tugas",
  "/dasbor",
  "/penetapan",
  "/mandat",
  "/inventaris",
  "/inventaris/pemegang",
  "/inventaris/perintah/baru",
  "/inventaris/perintah/:id",
  "/inventaris/kode/:code",
  "/impor",
  "/impor/baru",
  "/impor/:id",
  "/oss",
  "/layanan",
  "/layanan/sambungan",
  "/layanan/sambungan/baru",
  "/layanan/sambungan/:id",
  "/layanan/telepon",
  "/layanan/nomor",
  "/layanan/nomor/baru",
  "/layanan/nomor/:code",
  "/pusat-panggilan",
  "/kotak-surat",
  "/layanan/langsung",
  "/layanan/panggilan",
  "/layanan/panggilan/:id",
  "/orang",
  "/jejak",
] as const;

/** Whether a path (without query) belongs to the browser application. */
export function isClientRoute(path: string): boolean {
  const segments = path.replace(/\/+$/, "").split("/");
  return CLIENT_ROUTES.some((route) => {
    const wanted = route.replace(/\/+$/, "").split("/");
    return (
      wanted.length === segments.length &&
      wanted.every((word, index) => (word.startsWith(":") ? segments[index] !== "" : word === segments[index]))
    );
  });
}
