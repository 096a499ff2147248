# syntax=docker/dockerfile:1
# The server in a container, for any machine.
#   docker build -t wyoming-kokoro .                                          computes on the processor
#   docker build -t wyoming-kokoro:cuda --build-arg VARIANT=cuda .            computes on an NVIDIA card
#   docker build -t wyoming-kokoro:full --build-arg WITH_ASSETS=true .        carries the model and the voices
#
# What is in the layers, uncompressed (amd64):
#   python:3.11-slim-bookworm   130 MB
#   libgomp, g++                220 MB, 1 MB with WITH_COMPILER=false
#   virtual environment         2.2 GB with VARIANT=cpu: torch 0.6, dictionaries for Japanese and Chinese 0.8, the rest 0.8;
#                               some gigabytes more with VARIANT=cuda
#   /data                       360 MB with WITH_ASSETS=true (model 330, voices 28), else empty: a volume is filled on the first start
#
# The root file system can be read-only. What is written: /data, and /tmp, which must allow execution (Docker's own default for a tmpfs
# does not): espeak-ng is loaded from a copy there.
#
# The package's C++ kernels are compiled for the very processor that they run on, so the image brings the compiler and the first start
# compiles them into /data. Without it (WITH_COMPILER=false) the program runs too, but computes more slowly.
ARG PYTHON=3.11-slim-bookworm
ARG WITH_ASSETS=false

FROM python:${PYTHON} AS build
ARG VARIANT=cpu
ARG TORCH_CPU_INDEX=https://download.pytorch.org/whl/cpu
# g++: a dependency (mojimoji) has no wheel for aarch64.
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install -y --no-install-recommends g++ \
  && rm -rf /var/lib/apt/lists/* \
  && python -m venv /opt/wyoming-kokoro
ENV PATH=/opt/wyoming-kokoro/bin:$PATH
WORKDIR /src
# torch by itself: this layer lasts from one version of the project to the next.
COPY constraints.txt ./
RUN case "$VARIANT" in \
    cpu) set -- --extra-index-url "$TORCH_CPU_INDEX" ;; \
    cuda) set -- ;; \
    *) echo "VARIANT is cpu or cuda, not $VARIANT" >&2; exit 1 ;; \
  esac \
  && pip install --no-cache-dir --constraint constraints.txt "$@" torch
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY wyoming_kokoro wyoming_kokoro
RUN pip install --no-cache-dir --constraint constraints.txt . \
  && find /opt/wyoming-kokoro -depth -type d -name tests -exec rm -rf {} + \
  && rm -rf /opt/wyoming-kokoro/lib/python3.*/site-packages/torch/test /opt/wyoming-kokoro/lib/python3.*/site-packages/torch/include

FROM build AS assets-true
RUN wyoming-kokoro download --data-dir /data

FROM build AS assets-false
RUN mkdir /data

# hadolint ignore=DL3006
FROM assets-${WITH_ASSETS} AS assets

FROM python:${PYTHON}
ARG WITH_COMPILER=true
# hadolint ignore=DL3008
RUN if [ "$WITH_COMPILER" = true ]; then set -- g++; fi \
  && apt-get update \
  && apt-get install -y --no-install-recommends libgomp1 "$@" \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --uid 10200 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin kokoro
COPY --from=build /opt/wyoming-kokoro /opt/wyoming-kokoro
COPY docker/entrypoint addon/rootfs/usr/local/bin/wyoming-ready /usr/local/bin/
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
HEALTHCHECK --interval=30s --timeout=6s --start-period=30m --retries=3 CMD ["wyoming-ready", "127.0.0.1:10200"]
LABEL org.opencontainers.image.title="wyoming-kokoro" \
  org.opencontainers.image.description="Kokoro-82M text-to-speech over Wyoming and OpenAI's speech API" \
  org.opencontainers.image.licenses="Apache-2.0"
ENTRYPOINT ["entrypoint"]
