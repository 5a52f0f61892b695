/**
 * The register: every public page. Pages are functions from facts to HTML; statements about days, documents and
 * contacts come from the rules in force, each with its clause and standing.
 */
export {
  ARTICLE_POINTS,
  type ArticlePoint,
  isMapDestination,
  MAP_GROUPS,
  type MapScreen,
  PICTURES,
  type PictureName,
} from "./article-map.ts";
export { PUBLIC_PATHS } from "./public-page.ts";
