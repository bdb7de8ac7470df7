"""Azure's version-less v1 API through the gateway, whole and streamed: python azure_openai_responses.py [GATEWAY]"""

import sys

from openai import OpenAI

gateway = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8080"
client = OpenAI(base_url=f"{gateway}/azure_passthrough/openai/v1/", api_key="dummy-key")
question = "hello from azure passthrough"

response = client.responses.create(model="gpt-4.1", input=question)  # the name of your deployment
print(response.output_text)

for event in client.responses.create(model="gpt-4.1", input=question, stream=True):
    if event.type == "response.output_text.delta":
        print(event.delta, end="", flush=True)
print()
