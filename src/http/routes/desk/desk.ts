/** /desk: what waits to be done. */
import { deskHomePage } from '../../../pages/desk/home.ts';
import type { Routes } from '../../context.ts';
import { pageQuery } from '../pages/pages.ts';

export const deskHomeRoutes: Routes = (app, { desk }) => {
  app.get(
    '/desk',
    { config: { scope: 'write', desk: true }, schema: { hide: true, querystring: pageQuery({}) } },
    desk(async () => deskHomePage()),
  );
};
