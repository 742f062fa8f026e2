/** /sitemap.xml: the pages that search engines should know, of what the public sees alone. */
import { Type } from 'typebox';
import { Record } from '../../../core/values/schema.ts';
import { expertPath, NOW, questionPath, sourcePath, statementPath } from '../../../pages/links.ts';
import { PLACES } from '../../../pages/places.ts';
import { SITEMAP, sitemap } from '../../../pages/sitemap.ts';
import type { Routes } from '../../context.ts';
import { originOf } from '../../public-url.ts';

const MEDIA_TYPE = 'application/xml; charset=utf-8';

export const sitemapRoutes: Routes = (app, { store, serving, publicUrl }) => {
  app.get(
    SITEMAP,
    {
      config: { scope: 'read' },
      schema: {
        hide: true,
        querystring: Record({ part: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })) }),
      },
    },
    async (request, reply) => {
      const origin = originOf(request, publicUrl);
      const { part } = request.query;
      const variant = { name: `sitemap ${origin}`, mediaType: MEDIA_TYPE, isOfRelease: true };
      return serving(request, reply, variant, async () => {
        const seen = store.publicly;
        const paths = [
          ...PLACES,
          ...(await seen.ids('question')).map((id) => questionPath(id, NOW)),
          ...(await seen.ids('expert')).map((id) => expertPath(id, NOW)),
          ...(await seen.ids('statement')).map((id) => statementPath(id, NOW)),
          ...(await seen.ids('source')).map((id) => sourcePath(id, NOW)),
        ];
        return { body: sitemap(paths, { origin, part }) };
      });
    },
  );
};
