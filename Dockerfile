# The portal alone; the database is another container (compose.yaml).
FROM node:24-bookworm-slim AS build
WORKDIR /portal
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
WORKDIR /portal
ENV NODE_ENV=production HOST=0.0.0.0
COPY --from=build /portal/package.json /portal/package-lock.json ./
RUN npm ci --omit=dev
COPY --from=build /portal/server server
COPY --from=build /portal/scripts scripts
COPY --from=build /portal/data data
COPY --from=build /portal/dist dist
RUN mkdir .data && chown node .data
USER node
EXPOSE 8080
# A first start makes the database and the invented province: a minute or two.
HEALTHCHECK --start-period=180s --interval=15s --timeout=5s CMD ["node", "-e", "fetch('http://127.0.0.1:8080/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--import", "tsx", "scripts/start.ts"]
