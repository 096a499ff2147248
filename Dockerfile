# syntax=docker/dockerfile:1
# Two images from one environment.
#
# The server, for any machine:
#   docker build --target server -t wyoming-kokoro .                                       computes on the processor
#   docker build --target server -t wyoming-kokoro:cuda --build-arg VARIANT=cuda .         computes on an NVIDIA card
#   docker build --target server -t wyoming-kokoro:ray --build-arg WITH_RAY=true .         a front end or a worker of a cluster: deploy/
#   docker build --target server -t wyoming-kokoro:full --build-arg WITH_ASSETS=true .     carries the model and the voices
# The add-on is the last stage: Home Assistant's Supervisor builds this folder, the one with config.yaml, without naming one.
#
# With Podman or Buildah: --format docker, or the image has no health check.
#
# The root file system can be read-only. What is written: /data, and /tmp.
#
# The package's C++ kernels are compiled in the build stage for every instruction set that such machines have; the program takes the best.
ARG PYTHON=3.11-slim-trixie
ARG ADDON_BASE=ghcr.io/home-assistant/base-debian:trixie

FROM python:${PYTHON} AS build
ARG VARIANT=cpu
ARG WITH_RAY=false
RUN python -m venv --without-pip /opt/wyoming-kokoro
WORKDIR /src
# What others wrote: this layer lasts from one version of the project to the next.
COPY locks locks
# torch is for a card alone.
RUN if [ "$WITH_RAY" = true ]; then lock=cluster; else lock=runtime; fi \
  && pip --python /opt/wyoming-kokoro install --no-cache-dir --no-compile --require-hashes --no-deps --requirement "locks/$lock.txt" \
  && case "$VARIANT" in \
    cpu) ;; \
    cuda) \
      pip --python /opt/wyoming-kokoro install --no-cache-dir --no-compile --require-hashes --no-deps --requirement locks/cuda.txt \
      && pip --python /opt/wyoming-kokoro install --no-cache-dir --no-compile --requirement locks/torch.txt ;; \
    *) echo "VARIANT is cpu or cuda, not $VARIANT" >&2; exit 1 ;; \
  esac
# Without g++ the kernels would be compiled with Zig, which builds a C++ library for each instruction set first and takes several times as long.
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install -y --no-install-recommends g++ \
  && rm -rf /var/lib/apt/lists/*
COPY pyproject.toml setup.py README.md LICENSE NOTICE ./
COPY script/build_kernels.py script/
COPY wyoming_kokoro wyoming_kokoro
COPY docker/contents docker/trim /usr/local/bin/
RUN pip --python /opt/wyoming-kokoro install --no-cache-dir --no-compile --no-deps . \
  && pip --python /opt/wyoming-kokoro check \
  && /opt/wyoming-kokoro/bin/python /usr/local/bin/contents /opt/wyoming-kokoro/share/doc/wyoming-kokoro \
  && trim /opt/wyoming-kokoro

FROM build AS assets
ARG WITH_ASSETS=false
RUN mkdir -p /data \
  && if [ "$WITH_ASSETS" = true ]; then \
    /opt/wyoming-kokoro/bin/wyoming-kokoro download --data-dir /data \
    && rm -rf /data/prepared; fi  # it is for the processor of this machine; the first start makes that of another

FROM python:${PYTHON} AS server
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install -y --no-install-recommends libgomp1 \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --uid 10200 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin kokoro
COPY --from=build /opt/wyoming-kokoro /opt/wyoming-kokoro
COPY docker/bin /usr/local/bin/
COPY --from=assets --chown=10200:10200 /data /data
# The HTTP port listens on all addresses of the container; publishing it decides who reaches it.
ENV PATH=/opt/wyoming-kokoro/bin:$PATH \
  HOME=/tmp \
  PYTHONDONTWRITEBYTECODE=1 \
  PYTHONUNBUFFERED=1 \
  NVIDIA_VISIBLE_DEVICES=all \
  NVIDIA_DRIVER_CAPABILITIES=compute,utility \
  WYOMING_KOKORO_DATA_DIR=/data \
  WYOMING_KOKORO_HTTP_URI=http://0.0.0.0:8880
USER 10200:10200
VOLUME /data
EXPOSE 10200 8880
STOPSIGNAL SIGTERM
# It asks where WYOMING_KOKORO_URI says.
HEALTHCHECK --interval=30s --timeout=6s --start-period=30m --retries=3 CMD ["wyoming-ready"]
LABEL org.opencontainers.image.title="wyoming-kokoro" \
  org.opencontainers.image.description="Kokoro-82M text-to-speech over Wyoming and OpenAI's speech API" \
  org.opencontainers.image.licenses="Apache-2.0"
ENTRYPOINT ["wyoming-serve"]

FROM python:${PYTHON} AS interpreter
RUN pip uninstall --yes pip

# hadolint ignore=DL3006
FROM ${ADDON_BASE} AS addon
ARG BUILD_VERSION
ARG BUILD_ARCH="aarch64|amd64"
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
# Home Assistant's base has a newer Python than the model's libraries allow, so the interpreter comes along.
COPY --from=interpreter /usr/local /usr/local
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install -y --no-install-recommends libbz2-1.0 libexpat1 libffi8 libgomp1 liblzma5 libreadline8t64 libsqlite3-0 libssl3t64 libuuid1 zlib1g \
  && rm -rf /var/lib/apt/lists/* \
  && ldconfig \
  && python3 -c 'import bz2, ctypes, lzma, readline, sqlite3, ssl, uuid, xml.parsers.expat, zlib' \
  && useradd --system --no-create-home --shell /usr/sbin/nologin kokoro
COPY --from=build /opt/wyoming-kokoro /opt/wyoming-kokoro
COPY docker/bin /usr/local/bin/
COPY addon/rootfs /
ENV PATH=/opt/wyoming-kokoro/bin:/usr/local/bin:$PATH \
  PYTHONDONTWRITEBYTECODE=1 \
  PYTHONUNBUFFERED=1 \
  S6_KILL_GRACETIME=1000 \
  WYOMING_KOKORO_URI=tcp://0.0.0.0:10200
LABEL \
  io.hass.type="app" \
  io.hass.version="${BUILD_VERSION}" \
  io.hass.arch="${BUILD_ARCH}" \
  org.opencontainers.image.title="Kokoro" \
  org.opencontainers.image.description="Text-to-speech with Kokoro-82M over Wyoming" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.version="${BUILD_VERSION}"
# The first start downloads the model before the server answers.
HEALTHCHECK --interval=30s --timeout=6s --start-period=30m --retries=3 CMD ["wyoming-ready"]
