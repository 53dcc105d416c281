"""Serves a GGUF file by llama.cpp's own HTTP server on a free port of this machine; prints its address as JSON.

    python serve.py MODEL.gguf --alias NAME --slots N --context TOKENS [--key KEY]

Ends when its standard input does, so that it never outlives the program that started it.
"""

import argparse
import json
import os
import sys

import xllamacpp

parser = argparse.ArgumentParser()
parser.add_argument("model")
parser.add_argument("--alias", required=True)
parser.add_argument("--slots", type=int, required=True)
parser.add_argument("--context", type=int, required=True, help="tokens of each slot")
parser.add_argument("--key", default="")
args = parser.parse_args()

params = xllamacpp.CommonParams()
params.model.path = args.model
params.model_alias = {args.alias} if isinstance(params.model_alias, set) else args.alias
params.n_parallel = args.slots
params.n_ctx = args.slots * args.context
params.n_gpu_layers = 0
# Threads of one step wait for each other spinning: on a busy machine two are many times slower than one.
params.cpuparams.n_threads = 1
params.hostnames = ["127.0.0.1"] if isinstance(params.hostnames, list) else "127.0.0.1"
params.port = 0
if args.key:
    params.api_keys = [args.key]

server = xllamacpp.Server(params)
print(json.dumps({"address": server.listening_address}), flush=True)
sys.stdin.read()
# The server's threads would keep the process alive.
os._exit(0)
