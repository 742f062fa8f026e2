# Standpoint in a container: Node, the program as `npm run build` bundles it, and the few packages that no bundle can hold.
#
#   docker build -t standpoint .
#   docker run -p 3000:3000 -v standpoint:/data standpoint
#
# The base is the current LTS of Node on a small Debian. A tag moves with every release; for builds that must come out
# the same, pin the digest that `docker buildx imagetools inspect node:24-slim` prints:
#
#   docker build --build-arg NODE_IMAGE=node:24-slim@sha256:… -t standpoint .
ARG NODE_IMAGE=node:24-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json ./
# Without the workspace: it brings a Node for machines with an older one. Optional dependencies stay, because binaries
# for this platform are among them. All binaries come ready-made, so no install script need run.
RUN npm ci --workspaces=false --ignore-scripts --no-audit --no-fund
COPY . .
# The built package needs little of what made it: by its own list, the rest goes.
RUN npm run build && cp dist/package.json . && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${NODE_IMAGE}
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    STANDPOINT_DB=/data/standpoint.sqlite
# The database is all that is written; the program belongs to root and cannot change itself.
RUN install --directory --owner=node --group=node /data
WORKDIR /app
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/package.json /build/LICENSE ./
COPY --from=build /build/bin bin
COPY --from=build /build/dist dist
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s --retries=3 \
  CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# No shell and no npm in between: SIGTERM reaches Node, which finishes what it has begun and closes the database.
CMD ["node", "--max-semi-space-size=8", "bin/standpoint.mjs", "serve"]
