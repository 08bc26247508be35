# The packages that the bot runs with.
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# No package needs a script at its installation; the devDependency "node" is for machines with another Node.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY config config
COPY commands commands
COPY src src
RUN npm run build

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
RUN mkdir data && chown node:node data
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
COPY config/*.yaml config/
COPY --from=build /app/dist dist
USER node
VOLUME ["/app/data"]
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["node", "dist/src/ops/healthcheck.js"]
# In exec form, so that the signal to stop reaches the bot.
ENTRYPOINT ["node", "--enable-source-maps", "dist/src/cli.js"]
CMD ["start"]
