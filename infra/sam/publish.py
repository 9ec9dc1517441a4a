"""Puts the built page into its bucket and the stack policy on the stack, after a deployment.

Run with the Python of aws-sam-cli, which has boto3: publish.py STACK FOLDER
"""

import mimetypes
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

import boto3

# What not every machine's list knows.
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".js")

# Files under assets/ have a hash in their name and never change; everything else is asked for each time.
FOREVER = "public, max-age=31536000, immutable"
EACH_TIME = "no-cache"

# A page that is open in a browser may still ask for files of the version it came from.
KEEP_OLD = timedelta(days=30)


def outputs_of(stack):
    described = boto3.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
    return {output["OutputKey"]: output["OutputValue"] for output in described["Outputs"]}


def files_of(folder, config):
    """The page's files by name. config.json is this deployment's own."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    files = {name: content for name, content in files.items() if not name.startswith(".")}
    if "index.html" not in files:
        sys.exit(f"{folder} is no built page: it has no index.html")
    return files | {"config.json": config.encode()}


def upload(files, bucket):
    """Sends every file, index.html last, so that it never names a file that is not there yet."""
    for name in sorted(files, key=lambda name: name == "index.html"):
        boto3.client("s3").put_object(
            Bucket=bucket,
            Key=name,
            Body=files[name],
            ContentType=mimetypes.guess_type(name)[0] or "application/octet-stream",
            CacheControl=FOREVER if name.startswith("assets/") else EACH_TIME,
        )


def remove_old(bucket, present):
    """Deletes what no version of the last 30 days has."""
    limit = datetime.now(timezone.utc) - KEEP_OLD
    pages = boto3.client("s3").get_paginator("list_objects_v2").paginate(Bucket=bucket)
    old = [o["Key"] for page in pages for o in page.get("Contents", []) if o["Key"] not in present and o["LastModified"] < limit]
    for name in old:
        boto3.client("s3").delete_object(Bucket=bucket, Key=name)
    return old


def main(stack, folder):
    policy = Path(__file__).with_name("stack-policy.json").read_text()
    boto3.client("cloudformation").set_stack_policy(StackName=stack, StackPolicyBody=policy)
    outputs = outputs_of(stack)
    files = files_of(Path(folder), outputs["PageConfig"])
    upload(files, outputs["PageBucket"])
    old = remove_old(outputs["PageBucket"], files)
    boto3.client("cloudfront").create_invalidation(
        DistributionId=outputs["DistributionId"],
        InvalidationBatch={"Paths": {"Quantity": 2, "Items": ["/index.html", "/config.json"]}, "CallerReference": str(time.time_ns())},
    )
    print(f"{len(files)} files published, {len(old)} old ones removed: {outputs['PageAddress']}")


main(*sys.argv[1:])
