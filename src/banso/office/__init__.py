"""What any office does about a case: papers, approvals, deadlines, mail, guests, payments, reviews. No programme's business."""
