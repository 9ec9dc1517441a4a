"""Restores the table to a moment in time, beside the live one, and counts what is in it.

Run with the Python of aws-sam-cli: restore.py STACK [--at 2026-11-22T09:30:00+00:00] [--keep]

Without --keep it is a rehearsal: the restored table is deleted at the end. With it, the table gets what a
restore leaves out (stream, expiry, backups, protection against deletion) and stays. The live table is only
looked at.
"""

import argparse
import sys
import time
from collections import Counter
from datetime import datetime, timezone

import boto3


def outputs_of(stack):
    described = boto3.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
    return {output["OutputKey"]: output["OutputValue"] for output in described["Outputs"]}


def restore(db, live, at):
    name = f"{live}-restored-{datetime.now(timezone.utc):%Y%m%d%H%M%S}"
    moment = {"RestoreDateTime": at} if at else {"UseLatestRestorableTime": True}
    began = time.monotonic()
    db.restore_table_to_point_in_time(SourceTableName=live, TargetTableName=name, **moment)
    while (table := db.describe_table(TableName=name)["Table"])["TableStatus"] != "ACTIVE":
        time.sleep(10)
    print(f"{name} was restored in {time.monotonic() - began:.0f} s")
    return table


def shape(table):
    """What must be the same: keys and indexes."""
    keys = lambda schema: sorted((part["AttributeName"], part["KeyType"]) for part in schema)
    indexes = {i["IndexName"]: (keys(i["KeySchema"]), i["Projection"]["ProjectionType"]) for i in table.get("GlobalSecondaryIndexes", [])}
    return keys(table["KeySchema"]), indexes


def count(db, name):
    """How many records of each kind there are. Reads the whole table once."""
    kinds = Counter()
    for page in db.get_paginator("scan").paginate(TableName=name, ProjectionExpression="kind"):
        kinds.update(item.get("kind", {}).get("S", "none") for item in page["Items"])
    for kind, number in sorted(kinds.items()):
        print(f"{number:10d}  {kind}")
    return kinds


def make_ready(db, live, name):
    """Gives the table what a restore leaves out, as the live one has it."""
    stream = db.describe_table(TableName=live)["Table"]["StreamSpecification"]
    expiry = db.describe_time_to_live(TableName=live)["TimeToLiveDescription"]["AttributeName"]
    db.update_table(TableName=name, StreamSpecification=stream, DeletionProtectionEnabled=True)
    db.get_waiter("table_exists").wait(TableName=name)
    db.update_time_to_live(TableName=name, TimeToLiveSpecification={"AttributeName": expiry, "Enabled": True})
    db.update_continuous_backups(TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True})


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("stack")
    arguments.add_argument("--at", type=datetime.fromisoformat, help="with its offset from UTC; the latest moment unless given")
    arguments.add_argument("--keep", action="store_true")
    given = arguments.parse_args()

    db = boto3.client("dynamodb")
    live = outputs_of(given.stack)["TableName"]
    restored = restore(db, live, given.at)
    name = restored["TableName"]
    same = shape(restored) == shape(db.describe_table(TableName=live)["Table"])
    kinds = count(db, name)
    if given.keep:
        make_ready(db, live, name)
        print(f"{name} stays, with stream, expiry, backups and protection")
    else:
        db.delete_table(TableName=name)
        print(f"{name} is deleted again")
    if not same or not kinds:
        sys.exit("The restored table is empty or has other keys or indexes than the live one.")


main()
