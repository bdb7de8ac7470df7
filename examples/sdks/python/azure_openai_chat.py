"""An Azure OpenAI deployment through the gateway, whole and streamed: python azure_openai_chat.py [GATEWAY]"""

import sys

from openai import AzureOpenAI

gateway = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8080"
client = AzureOpenAI(
    azure_endpoint=f"{gateway}/azure_passthrough",
    api_key="dummy-key",
    api_version="2024-10-21",  # the one of the gateway's key wins, if it has one
)
messages = [{"role": "user", "content": "hello from azure passthrough"}]

response = client.chat.completions.create(model="gpt-4o", messages=messages)  # the name of your deployment
print(response.choices[0].message.content)

for chunk in client.chat.completions.create(model="gpt-4o", messages=messages, stream=True):
    if chunk.choices:  # Azure's first chunk has only the content filter's results
        print(chunk.choices[0].delta.content or "", end="", flush=True)
print()
